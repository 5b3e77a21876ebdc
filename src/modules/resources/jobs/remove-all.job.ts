import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { RemovalService } from '../removal.service.js';
import { REMOVE_ALL } from './bring-forward.definition.js';

/** A job of its own, so that the answer to an uninstall does not wait for a thousand rows. */
@Injectable()
@HandlesJob(REMOVE_ALL)
export class RemoveAll implements JobHandler<{ readonly installationId: string }> {
  constructor(private readonly removal: RemovalService) {}

  run({ installationId }: { readonly installationId: string }): Promise<void> {
    return this.removal.startAll(installationId);
  }
}
