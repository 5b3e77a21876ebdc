import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { WebhooksService } from '../webhooks.service.js';
import { HANDLE_EVENT } from './handle-event.definition.js';

/** The work behind a webhook that has been answered. */
@Injectable()
@HandlesJob(HANDLE_EVENT)
export class HandleEvent implements JobHandler<{ id: string; receivedAt: string }> {
  constructor(private readonly webhooks: WebhooksService) {}

  run({ id, receivedAt }: { id: string; receivedAt: string }): Promise<void> {
    return this.webhooks.handle({ id, receivedAt: new Date(receivedAt) });
  }
}
