import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { AccountRound } from '../account-round.service.js';
import { BURN_CREDITS } from './burn-credits.definition.js';

/** Goes by what was used when it runs, whoever placed it. */
@Injectable()
@HandlesJob(BURN_CREDITS)
export class BurnCredits implements JobHandler<{ installationId: string }> {
  constructor(private readonly round: AccountRound) {}

  run({ installationId }: { installationId: string }): Promise<void> {
    return this.round.run(installationId, 'recent');
  }
}
