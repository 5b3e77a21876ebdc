import type { BillingDiscount, BillingItem, PrepaymentBalance, UsageItem } from '#libs/vercel-contract';
import type { HeldInvoice } from './held-invoice.js';
import { PlanHistory, type Span, WHOLE } from './plan-history.js';

/** Interim data as the customer sees it. */
export interface InterimData {
  readonly timestamp: Date;
  readonly eod: Date;
  readonly period: Span;
  readonly items: readonly BillingItem[];
  readonly discounts: readonly BillingDiscount[];
  readonly usage: readonly UsageItem[];
}

/** Balances that were told last; a target that a later word does not name keeps its own. */
interface ToldBalances {
  readonly timestamp: Date;
  readonly byTarget: ReadonlyMap<string, PrepaymentBalance>;
}

/** A customer's wish to have credits bought when there are few. */
export interface TopUp {
  readonly resourceId: string | undefined;
  readonly thresholdInCents: number;
  readonly amount: string;
}

/** What Vercel knows of the money of one installation. */
export class BillingAccount {
  readonly plans = new PlanHistory();
  readonly invoices = new Map<string, HeldInvoice>();
  readonly topUps = new Map<string, TopUp>();
  /** The newest one. */
  interim: InterimData | undefined;
  balances: ToldBalances | undefined;
  /** Timestamps of what came too late: a newer word had been heard, so it changed nothing. */
  readonly stale: { readonly interim: Date[]; readonly balances: Date[] } = { interim: [], balances: [] };
  /** How the team's payments end. */
  card: 'pays' | 'declines' = 'pays';
  /** The provider has said that no more invoices will come. */
  finalized = false;

  constructor(readonly installationId: string) {}

  /** Takes interim data over if it is strictly newer than what is there. */
  takeInterim(data: InterimData): void {
    if (isNewer(data.timestamp, this.interim)) this.interim = data;
    else this.stale.interim.push(data.timestamp);
  }

  /** Takes balances over if they are strictly newer than what is there, and tells whether they were. */
  takeBalances(timestamp: Date, balances: readonly PrepaymentBalance[]): boolean {
    if (!isNewer(timestamp, this.balances)) {
      this.stale.balances.push(timestamp);
      return false;
    }
    const named = balances.map((balance) => [balance.resourceId ?? WHOLE, balance] as const);
    this.balances = { timestamp, byTarget: new Map([...(this.balances?.byTarget ?? []), ...named]) };
    return true;
  }

  /** The invoice under an id; throws when there is none. */
  invoice(invoiceId: string): HeldInvoice {
    const invoice = this.invoices.get(invoiceId);
    if (invoice === undefined) throw new Error(`${this.installationId} has no invoice ${invoiceId}`);
    return invoice;
  }
}

function isNewer(timestamp: Date, than: { readonly timestamp: Date } | undefined): boolean {
  return than === undefined || timestamp > than.timestamp;
}
