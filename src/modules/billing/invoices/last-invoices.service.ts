import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Conflict } from '../../../platform/errors/index.js';
import { InvoiceProgress } from './invoice-progress.service.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';

/** The invoices of a customer who leaves, while Vercel can still be told and asked. Outside any transaction, again after a crash. */
@Injectable()
export class LastInvoices {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly progress: InvoiceProgress,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Sends what is to be sent, the final one last, and also what waits for an operator: it is his last chance. Tells how many are left. */
  async send(installationId: string): Promise<number> {
    for (const { id } of await this.withState(installationId, 'held', 'prepared')) {
      await this.unitOfWork.run(() => this.hurry(installationId, id));
      await this.advance(installationId, id);
      if ((await this.invoices.find(installationId, id))?.state === 'prepared') break;
    }
    return (await this.withState(installationId, 'held', 'prepared')).length;
  }

  /** Reads once more what has become of each, so that it stays known here; tells how many could not be read. */
  async copy(installationId: string): Promise<number> {
    const open = (await this.invoices.findUnsettled(installationId)).filter((each) => each.isAtVercel);
    for (const { id } of open) {
      await this.unitOfWork.run(() => this.hurry(installationId, id));
      await this.advance(installationId, id);
    }
    const unread = (await this.invoices.findUnsettled(installationId)).filter((each) => each.attempts > 0);
    return unread.filter(({ isAtVercel }) => isAtVercel).length;
  }

  /** How many calls about them may be under way. */
  async countBusy(installationId: string): Promise<number> {
    const now = this.clock.now();
    const all = await this.invoices.findUnsettled(installationId);
    return all.filter(({ busyUntil }) => busyUntil !== null && busyUntil > now).length;
  }

  /** How many there are of which something may still become. */
  async countOpen(installationId: string): Promise<number> {
    return (await this.invoices.findUnsettled(installationId)).length;
  }

  /** How many Vercel has refused that it would still take, were they mended: it takes none after the final one. */
  async countRefused(installationId: string): Promise<number> {
    const open = await this.invoices.findUnsettled(installationId);
    if (open.some(({ isFinal, isAtVercel }) => isFinal && isAtVercel)) return 0;
    return open.filter(({ state }) => state === 'parked').length;
  }

  /** How many Vercel will never get. */
  async countUnsent(installationId: string): Promise<number> {
    return (await this.withState(installationId, 'held', 'prepared', 'parked')).length;
  }

  private async withState(installationId: string, ...states: Invoice['state'][]): Promise<readonly Invoice[]> {
    return (await this.invoices.findUnsettled(installationId)).filter(({ state }) => states.includes(state));
  }

  private async hurry(installationId: string, id: string): Promise<void> {
    const invoice = await this.invoices.lock(installationId, id);
    if (invoice === null) return;
    const { state: from } = invoice;
    const isHeld = from === 'held';
    if (isHeld) invoice.resume(this.clock.now());
    else invoice.nudge(this.clock.now());
    await this.invoices.update(invoice);
    const details = { from, to: invoice.state, why: 'the installation leaves' };
    if (isHeld) this.audit.append({ installationId, action: 'invoice.released', subject: id, details });
  }

  /** What Vercel refuses for good is parked then, and on record; the others go on. */
  private async advance(installationId: string, id: string): Promise<void> {
    try {
      await this.progress.advance(installationId, id);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}
