import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { Dunning } from '../dunning.service.js';
import { DUN } from './dun.definition.js';

/** Goes by the invoices as they stand when it runs. */
@Injectable()
@HandlesJob(DUN)
export class Dun implements JobHandler<{ installationId: string }> {
  constructor(private readonly dunning: Dunning) {}

  run({ installationId }: { installationId: string }): Promise<void> {
    return this.dunning.reconsider(installationId);
  }
}
