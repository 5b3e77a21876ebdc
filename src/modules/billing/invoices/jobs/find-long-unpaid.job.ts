import { Injectable } from '@nestjs/common';
import { Settings } from '../../../../platform/config/index.js';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { InvoiceRepository } from '../invoice.repository.js';
import { DESTROY_UNPAID } from './destroy-unpaid.definition.js';

/** Finds invoices that were overdue for 15 days, where the operator lets their resources be destroyed. */
const FIND_LONG_UNPAID = everySeconds(60, defineJob<TickData>('billing.find-long-unpaid', 'bulk'));

/** Only places jobs. */
@Injectable()
@HandlesJob(FIND_LONG_UNPAID)
export class FindLongUnpaid implements JobHandler<TickData> {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly settings: Settings,
    private readonly due: DueJobs,
  ) {}

  async run(): Promise<void> {
    if (this.settings.billing.unpaid === 'kept') return;
    await this.due.place((now, next, limit) => this.invoices.takeLongUnpaid(now, next, limit), {
      job: DESTROY_UNPAID,
      dataOf: ({ installationId, id }) => ({ installationId, invoiceId: id }),
      nameOf: ({ id }) => id,
    });
  }
}
