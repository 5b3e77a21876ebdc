import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { FindingRepository } from '../../installations/index.js';
import { type AccountShare, InvoiceRepository, Invoices } from '../invoices/index.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';
import { type Composed, type Composition, type Due, keyOf, sumOf, suspicionOf } from './compose/index.js';
import { type Entry, LedgerRepository } from './ledger.repository.js';

/** With how many earlier periods an invoice is compared. */
const HISTORY = 6;

/** What was invoiced on an occasion. */
export interface Booked {
  readonly cents: number;
  readonly isHeld: boolean;
}

/** Writes down what is charged, and has it invoiced; in the caller's unit of work, behind the lock of the billing account. */
@Injectable()
export class InvoiceBooking {
  constructor(
    private readonly invoices: Invoices,
    private readonly repository: InvoiceRepository,
    private readonly ledger: LedgerRepository,
    private readonly periods: ClosedPeriodRepository,
    private readonly findings: FindingRepository,
    private readonly clock: Clock,
  ) {}

  /** `booking` names the occasion, which comes once. */
  async book(installationId: string, booking: string, composition: Composition): Promise<Booked> {
    const suspicions = await this.suspicionsOf(installationId, composition.invoices);
    for (const invoice of composition.invoices) {
      const heldBecause = invoice.kind === 'final' ? null : (suspicions.get(invoice) ?? null);
      const { kind, externalId, period, invoiceDate, items, discounts, totalCents } = invoice;
      const content = { installationId, kind, externalId, period, invoiceDate, items, discounts, totalCents };
      await this.invoices.prepare({ ...content, accounts: sharesOf(invoice), isFinal: kind === 'final', heldBecause });
    }
    if (composition.invoices.length > 0) await this.raise(installationId, suspicions);
    await this.ledger.book(installationId, booking, entriesOf(composition), this.clock.now());
    const isHeld = composition.invoices.some((invoice) => invoice.kind !== 'final' && suspicions.has(invoice));
    return { cents: composition.invoices.reduce((sum, { totalCents }) => sum + totalCents, 0), isHeld };
  }

  private async suspicionsOf(
    installationId: string,
    invoices: readonly Composed[],
  ): Promise<ReadonlyMap<Composed, string>> {
    if (invoices.length === 0) return new Map();
    const past = await this.periods.findLast(installationId, HISTORY);
    const history = past
      .filter(({ cents, outcome }) => cents > 0 && outcome !== 'written-off')
      .map(({ cents }) => cents);
    const suspicions = invoices.flatMap((invoice) => {
      const why = suspicionOf(invoice, history);
      return why === null ? [] : [[invoice, why] as const];
    });
    return new Map(suspicions);
  }

  /** Operators hear of each, and of earlier ones that wait for them still; only the last one of a customer who leaves does not wait. */
  private async raise(installationId: string, suspicions: ReadonlyMap<Composed, string>): Promise<void> {
    const held = await this.repository.findUnsettled(installationId);
    const waiting = held
      .filter(({ state }) => state === 'held')
      .map(({ externalId: subject, totalCents, problem: why }) => ({ subject, details: { why, totalCents } }));
    const sent = [...suspicions]
      .filter(([{ kind }]) => kind === 'final')
      .map(([{ externalId: subject, totalCents }, why]) => ({ subject, details: { why, totalCents } }));
    await this.findings.replace(installationId, 'unusual-invoice', [...waiting, ...sent]);
  }
}

/** What an invoice is for, one share for each account and period. */
function sharesOf({ dues, hosted }: Composed): readonly AccountShare[] {
  const shares = Map.groupBy([...dues, ...hosted], (due) => `${keyOf(due)} ${due.period.start.getTime()}`);
  return [...shares.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const nature = own.some((due) => due.nature === 'adjustment') ? 'adjustment' : 'first';
    return [
      {
        resourceId: first.resourceId,
        planId: first.planId,
        periodStart: first.period.start,
        cents: sumOf(own),
        nature,
      },
    ];
  });
}

function entriesOf({ invoices, left }: Composition): readonly Entry[] {
  const entry = (invoiceExternalId: string | null, wire: Entry['wire']) => (due: Due) => ({
    due,
    invoiceExternalId,
    wire,
  });
  return [
    ...invoices.flatMap(({ externalId, period, dues }) => dues.map(entry(externalId, period))),
    ...invoices.flatMap(({ externalId, hosted }) => hosted.map(entry(externalId, null))),
    ...left.map(entry(null, null)),
  ];
}
