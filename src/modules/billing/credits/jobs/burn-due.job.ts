import { Injectable } from '@nestjs/common';
import {
  defineJob,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { DueBurns } from '../due-burns.service.js';

/** Finds the accounts from which usage is to be taken. */
const BURN_DUE = everySeconds(15, defineJob<TickData>('billing.burn-due', 'bulk'));

/** The net below everything that makes an account due. */
@Injectable()
@HandlesJob(BURN_DUE)
export class BurnDueCredits implements JobHandler<TickData> {
  constructor(private readonly due: DueBurns) {}

  run(): Promise<void> {
    return this.due.place();
  }
}
