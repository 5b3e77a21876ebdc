import { fromCents, sumCents, toCents } from './cents.js';
import type { HeldInvoice } from './held-invoice.js';

/** What of an invoice reaches the provider as `marketplace.invoice.…`. */
export type InvoiceEvent = 'created' | 'paid' | 'notpaid' | 'overdue' | 'refunded';

/** Hears what became of an invoice, at its own time. */
export type HearInvoice = (event: InvoiceEvent, invoice: HeldInvoice, at: Date) => void;

/** How far Vercel takes to send, to collect at first, and to refund; not published. */
export const STEP_MS = 3_600_000;
/** Automatic attempts after the first one (flows 5.1). */
const RETRIES = 9;
/** So that all of them fall into the payment period; Vercel's own intervals are not published. */
const RETRY_EVERY_MS = 36 * 3_600_000;
const PAYMENT_PERIOD_MS = 15 * 24 * 3_600_000;

/** Moves invoices through their states as Vercel does. */
export class InvoiceLife {
  constructor(private readonly hear: HearInvoice) {}

  /** Takes the step that is due. */
  step(invoice: HeldInvoice, card: 'pays' | 'declines'): void {
    if (invoice.next === undefined) return;
    const { step, at } = invoice.next;
    if (step === 'send') this.send(invoice, at);
    else if (step === 'collect') this.collect(invoice, card, at);
    else if (step === 'overdue') this.expire(invoice, at);
    else this.giveBack(invoice, at);
  }

  /** Sends it to the customer; collected a little later. */
  send(invoice: HeldInvoice, at: Date): void {
    invoice.sentAt = at;
    this.enter(invoice, 'invoiced', at);
    invoice.next = { step: 'collect', at: after(at, STEP_MS) };
    this.hear('created', invoice, at);
  }

  /** Tries to collect it; in test mode its wished result decides. */
  collect(invoice: HeldInvoice, card: 'pays' | 'declines', at: Date): void {
    if (invoice.test !== undefined) return this.endTest(invoice, at);
    if (card === 'pays') this.pay(invoice, at);
    else this.fail(invoice, at);
  }

  /** The money has come. */
  pay(invoice: HeldInvoice, at: Date): void {
    refuseUnless(invoice, ['invoiced', 'notpaid', 'overdue'], 'be paid');
    invoice.paidAt = at;
    invoice.next = undefined;
    this.enter(invoice, 'paid', at);
    this.hear('paid', invoice, at);
  }

  /** An attempt has failed; after the last retry only the end of the payment period is left. */
  fail(invoice: HeldInvoice, at: Date): void {
    refuseUnless(invoice, ['invoiced', 'notpaid'], 'fail');
    invoice.failedAt.push(at);
    const sentAt = invoice.sentAt ?? at;
    const failed = invoice.failedAt.length;
    invoice.next =
      failed <= RETRIES
        ? { step: 'collect', at: after(sentAt, failed * RETRY_EVERY_MS) }
        : { step: 'overdue', at: after(sentAt, PAYMENT_PERIOD_MS) };
    this.enter(invoice, 'notpaid', at);
    this.hear('notpaid', invoice, at);
  }

  /** A refund is asked for: what was not charged is cancelled, what was goes back. */
  requestRefund(invoice: HeldInvoice, refund: { readonly amount: string; readonly reason: string }, at: Date): void {
    invoice.refunds.push({ amount: fromCents(toCents(refund.amount)), reason: refund.reason });
    invoice.next = { step: 'refund', at: after(at, STEP_MS) };
    this.enter(invoice, 'refund_requested', at);
  }

  /** Vercel refunds by itself, at once. */
  refund(invoice: HeldInvoice, refund: { readonly amount: string; readonly reason: string }, at: Date): void {
    this.requestRefund(invoice, refund, at);
    this.giveBack(invoice, at);
  }

  private expire(invoice: HeldInvoice, at: Date): void {
    invoice.next = undefined;
    this.enter(invoice, 'overdue', at);
    this.hear('overdue', invoice, at);
  }

  private giveBack(invoice: HeldInvoice, at: Date): void {
    invoice.next = undefined;
    invoice.refundedAt = at;
    this.enter(invoice, 'refunded', at);
    this.hear('refunded', invoice, at);
  }

  private endTest(invoice: HeldInvoice, at: Date): void {
    const result = invoice.test?.result;
    if (result === 'paid') return this.pay(invoice, at);
    this.fail(invoice, at);
    invoice.next = undefined;
    if (result === 'overdue') this.expire(invoice, at);
  }

  private enter(invoice: HeldInvoice, state: HeldInvoice['state'], at: Date): void {
    invoice.state = state;
    invoice.updated = at;
  }
}

/** How much of an invoice has been asked back so far. */
export function refundedCents({ refunds }: HeldInvoice): bigint {
  return sumCents(refunds.map(({ amount }) => amount));
}

function refuseUnless({ invoiceId, state }: HeldInvoice, states: readonly string[], what: string): void {
  if (!states.includes(state)) throw new Error(`${invoiceId} is ${state} and cannot ${what}`);
}

function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
