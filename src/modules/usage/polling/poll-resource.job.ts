import { Injectable } from '@nestjs/common';
import { defineJob, HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { UsagePolling } from './usage-polling.service.js';

/** Asks the product about one resource. */
export const POLL_RESOURCE = defineJob<{ installationId: string; resourceId: string }>('usage.poll-resource', 'bulk');

/** A job of its own, so that a product that does not answer holds up nobody else. */
@Injectable()
@HandlesJob(POLL_RESOURCE)
export class PollResource implements JobHandler<{ installationId: string; resourceId: string }> {
  constructor(private readonly polling: UsagePolling) {}

  run(resource: { installationId: string; resourceId: string }): Promise<void> {
    return this.polling.poll(resource);
  }
}
