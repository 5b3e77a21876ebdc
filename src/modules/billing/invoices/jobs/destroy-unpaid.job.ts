import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { Destruction } from '../destruction.service.js';
import { DESTROY_UNPAID } from './destroy-unpaid.definition.js';

/** Asks Vercel once more before anything is destroyed. */
@Injectable()
@HandlesJob(DESTROY_UNPAID)
export class DestroyUnpaid implements JobHandler<{ installationId: string; invoiceId: string }> {
  constructor(private readonly destruction: Destruction) {}

  run({ installationId, invoiceId }: { installationId: string; invoiceId: string }): Promise<void> {
    return this.destruction.destroyUnpaid(installationId, invoiceId);
  }
}
