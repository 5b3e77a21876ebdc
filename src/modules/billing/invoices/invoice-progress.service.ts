import { Injectable } from '@nestjs/common';
import { type Outcome, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Conflict } from '../../../platform/errors/index.js';
import { backOffMs, type Line, VercelLine } from '../../installations/index.js';
import { InterimFirst } from './interim-first.service.js';
import type { InvoiceStep, Verdict } from './invoice-step.js';
import { InvoiceSteps } from './invoice-steps.service.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';

interface Taken {
  readonly installationId: string;
  readonly id: string;
  readonly lease: Date;
  readonly step: InvoiceStep;
  readonly line: Extract<Line, { kind: 'open' }>;
}

/** What a call has come to, and whether there is another one to make at once. */
interface Settled {
  readonly verdict: Verdict;
  readonly isReady: boolean;
}

const LATER_SECONDS = 3_600;
const OVER: Settled = { verdict: 'fine', isReady: false };

/**
 * Brings an invoice as far as it can, one call to Vercel at a time: chosen under the lock of its row, made outside of any transaction
 * under a lease, and settled under the lock again. What is to be tried again is found by the tick.
 */
@Injectable()
export class InvoiceProgress {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly invoices: InvoiceRepository,
    private readonly steps: InvoiceSteps,
    private readonly interim: InterimFirst,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws Conflict at the end when Vercel has refused something for good */
  async advance(installationId: string, id: string): Promise<void> {
    if (!(await this.interim.isSettled(installationId, id))) return;
    let refused: string | null = null;
    for (let isReady = true; isReady;) {
      const taken = await this.unitOfWork.run(() => this.take(installationId, id));
      if (taken === null) break;
      const outcome = await taken.step.call(this.api, taken.line.access);
      const settled = await this.unitOfWork.run(() => this.settle(taken, outcome));
      if (typeof settled.verdict === 'object') ({ refused } = settled.verdict);
      ({ isReady } = settled);
    }
    if (refused !== null) throw new Conflict('Vercel refuses an invoice', { reason: refused });
  }

  /** The line comes first, here as in `settle`, so that everybody locks in one order. */
  private async take(installationId: string, id: string): Promise<Taken | null> {
    const line = await this.line.openForMoney(installationId);
    const invoice = await this.invoices.lock(installationId, id);
    const now = this.clock.now();
    if (!invoice?.isReady(now)) return null;
    const step = line.kind === 'open' ? await this.steps.next(invoice) : null;
    if (line.kind === 'closed') await this.steps.end(invoice);
    else if (line.kind === 'parked') invoice.wait(line.until);
    else if (step === null) invoice.rest(now);
    const taken =
      line.kind === 'open' && step !== null ? { installationId, id, lease: invoice.take(now), step, line } : null;
    await this.invoices.update(invoice);
    return taken;
  }

  private async settle(taken: Taken, outcome: Outcome<unknown>): Promise<Settled> {
    const { installationId, id, lease, step } = taken;
    const parked = await this.hear(installationId, taken.line, outcome);
    const invoice = await this.invoices.lock(installationId, id);
    if (invoice === null || !invoice.isTaken(lease)) return OVER;
    if (outcome.kind === 'done' || outcome.kind === 'final') {
      const verdict =
        outcome.kind === 'done' ? await step.done(invoice, outcome.value) : await step.refused(invoice, outcome);
      if (verdict === 'later') return this.putOff(invoice, this.clock.inSeconds(LATER_SECONDS));
      invoice.letGo(this.clock.now());
      const next = await this.steps.nextAt(invoice);
      if (next !== null) invoice.wait(next);
      await this.invoices.update(invoice);
      return { verdict, isReady: invoice.isReady(this.clock.now()) };
    }
    return this.putOff(invoice, parked ?? this.clock.inSeconds(waitMs(outcome, invoice) / 1_000));
  }

  private async putOff(invoice: Invoice, until: Date): Promise<Settled> {
    invoice.fail(until);
    await this.invoices.update(invoice);
    return OVER;
  }

  /** What the outcome says about the installation as a whole. */
  private async hear(
    installationId: string,
    { trial }: Taken['line'],
    outcome: Outcome<unknown>,
  ): Promise<Date | null> {
    if (outcome.kind === 'installation-disabled' || outcome.kind === 'installation-gone')
      return this.line.park(installationId, outcome);
    if (trial === 'trial') await this.line.heard(installationId, outcome);
    return null;
  }
}

function waitMs(outcome: Outcome<unknown>, { attempts }: Invoice): number {
  return ('afterMs' in outcome ? outcome.afterMs : undefined) ?? backOffMs(attempts);
}
