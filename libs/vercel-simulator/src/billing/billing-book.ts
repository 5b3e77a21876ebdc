import { newInvoiceId } from '../ids.js';
import type { HeldInstallation } from '../record/held.js';
import { BillingAccount } from './billing-account.js';
import { fromCents, sumCents } from './cents.js';
import { type HeldInvoice, type InvoiceContent, isOpen } from './held-invoice.js';
import { type HearInvoice, InvoiceLife, STEP_MS } from './invoice-life.js';

/** Under this an invoice is not sent to the customer (`vercel-api.md` 2.7). */
const MINIMUM_CENTS = 50n;

/** What an invoice is beside what it says. */
type InvoiceNature = Pick<HeldInvoice, 'kind' | 'final' | 'test' | 'grant' | 'isTopUp'>;

/** The money of all installations, brought forward by the clock. */
export class BillingBook {
  readonly life: InvoiceLife;
  private readonly accounts = new Map<string, BillingAccount>();
  private numbered = 0;

  constructor(
    private readonly now: () => Date,
    hear: HearInvoice,
  ) {
    this.life = new InvoiceLife(hear);
  }

  /** The account of an installation, opened when it is first asked for. */
  of(installationId: string): BillingAccount {
    const account = this.accounts.get(installationId) ?? new BillingAccount(installationId);
    this.accounts.set(installationId, account);
    return account;
  }

  /** Writes down which plans hold now, and takes every step whose time has come, the earliest first. */
  bringForward(installation: HeldInstallation): void {
    const account = this.of(installation.id);
    account.plans.notice(installation, this.now());
    for (let due = this.dueOf(account); due !== undefined; due = this.dueOf(account)) this.life.step(due, account.card);
  }

  /** Whether an installation that is to be deleted may go: its time is over or it was finalized, and nothing is open. */
  mayGo({ id, state, deletionDue }: HeldInstallation): boolean {
    if (state !== 'pending-deletion') return false;
    const account = this.of(id);
    const over = account.finalized || (deletionDue !== undefined && deletionDue <= this.now());
    return over && ![...account.invoices.values()].some(isOpen);
  }

  /** Puts an invoice on the account; below the minimum it stays a draft for good. */
  add(account: BillingAccount, content: InvoiceContent, nature: InvoiceNature): HeldInvoice {
    const now = this.now();
    const cents = totalOf(content);
    const sendAt = new Date(Math.max(now.getTime() + STEP_MS, content.invoiceDate.getTime()));
    const waiting = content.invoiceDate > now ? 'scheduled' : 'pending';
    const isSent = cents >= MINIMUM_CENTS;
    this.numbered += 1;
    const invoice: HeldInvoice = {
      ...content,
      ...nature,
      ...newInvoiceId(this.numbered),
      installationId: account.installationId,
      total: fromCents(cents < 0n ? 0n : cents),
      created: now,
      updated: now,
      state: isSent ? waiting : 'draft',
      sentAt: undefined,
      paidAt: undefined,
      refundedAt: undefined,
      failedAt: [],
      refunds: [],
      next: isSent ? { step: 'send', at: sendAt } : undefined,
    };
    account.invoices.set(invoice.invoiceId, invoice);
    return invoice;
  }

  private dueOf(account: BillingAccount): HeldInvoice | undefined {
    const now = this.now();
    const dueAt = ({ next }: HeldInvoice): number => next?.at.getTime() ?? Infinity;
    return [...account.invoices.values()]
      .filter((invoice) => dueAt(invoice) <= now.getTime())
      .toSorted((one, other) => dueAt(one) - dueAt(other))[0];
  }
}

/** Cents of an invoice: its lines without its discounts; below zero where it makes no sense. */
export function totalOf({ items, discounts }: Pick<InvoiceContent, 'items' | 'discounts'>): bigint {
  return sumCents(items.map(({ total }) => total)) - sumCents(discounts.map(({ amount }) => amount));
}
