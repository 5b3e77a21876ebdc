import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { backOffMs, InstallationRepository } from '../../installations/index.js';
import { InterimData } from '../interim/index.js';
import { InvoiceRepository } from './invoice.repository.js';

/** Vercel takes no invoice of an installation that it has no interim data of, and none after the final one. */
@Injectable()
export class InterimFirst {
  constructor(
    private readonly interim: InterimData,
    private readonly installations: InstallationRepository,
    private readonly invoices: InvoiceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Outside of any transaction; false when it has to be tried again later, which is written down. */
  async isSettled(installationId: string, id: string): Promise<boolean> {
    const invoice = await this.invoices.find(installationId, id);
    if (invoice?.state !== 'prepared' || !invoice.isReady(this.clock.now())) return true;
    const installation = await this.installations.find(installationId);
    if (installation?.sealedToken == null) return true;
    if (invoice.isFinal && (await this.invoices.existsUnsent(installationId))) return this.later(installationId, id);
    try {
      await this.interim.ensureSent(installationId);
      return true;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return this.later(installationId, id);
    }
  }

  private async later(installationId: string, id: string): Promise<false> {
    await this.unitOfWork.run(() => this.putOff(installationId, id));
    return false;
  }

  private async putOff(installationId: string, id: string): Promise<void> {
    const invoice = await this.invoices.lock(installationId, id);
    const now = this.clock.now();
    if (invoice?.state !== 'prepared' || !invoice.isReady(now)) return;
    invoice.fail(this.clock.inSeconds(backOffMs(invoice.attempts) / 1_000));
    await this.invoices.update(invoice);
  }
}
