import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { UninstallProgress } from '../uninstall-progress.service.js';
import { ADVANCE_UNINSTALL } from './advance-uninstall.definition.js';

/** A job of its own, so that the answer to an uninstall does not wait for a thousand rows. */
@Injectable()
@HandlesJob(ADVANCE_UNINSTALL)
export class AdvanceUninstall implements JobHandler<{ readonly installationId: string }> {
  constructor(private readonly progress: UninstallProgress) {}

  run({ installationId }: { readonly installationId: string }): Promise<void> {
    return this.progress.advance(installationId);
  }
}
