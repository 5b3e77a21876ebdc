import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { OperationRepository } from '../driver-operation.repository.js';

const KEPT_SECONDS = 30 * 86_400;

/** Once an hour: operations that were due 30 days ago are forgotten; a report of one is 404 from then on. */
const FORGET_OPERATIONS = everySeconds(3_600, defineJob<TickData>('resources.forget-operations', 'bulk'));

/** In small batches, each by itself. */
@Injectable()
@HandlesJob(FORGET_OPERATIONS)
export class ForgetOperations implements JobHandler<TickData> {
  constructor(
    private readonly operations: OperationRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = this.clock.inSeconds(-KEPT_SECONDS);
    while (await this.operations.forget(before));
  }
}
