import { Injectable } from '@nestjs/common';
import { bulkhead } from 'cockatiel';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { WebhooksService } from '../webhooks.service.js';
import { HANDLE_EVENT } from './handle-event.definition.js';

/** Each holds a connection: more at once would only stand in line for one, before those who wait for an answer. */
const AT_ONCE = 5;

/** The work behind a webhook that has been answered. */
@Injectable()
@HandlesJob(HANDLE_EVENT)
export class HandleEvent implements JobHandler<{ id: string; receivedAt: string }> {
  private readonly line = bulkhead(AT_ONCE, Number.MAX_SAFE_INTEGER);

  constructor(private readonly webhooks: WebhooksService) {}

  run({ id, receivedAt }: { id: string; receivedAt: string }): Promise<void> {
    return this.line.execute(() => this.webhooks.handle({ id, receivedAt: new Date(receivedAt) }));
  }
}
