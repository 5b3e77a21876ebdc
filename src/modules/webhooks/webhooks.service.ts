import { Injectable } from '@nestjs/common';
import { readWebhook, type Fields } from '#libs/vercel-webhooks';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Events, VercelEvent } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { HANDLE_EVENT } from './jobs/handle-event.definition.js';
import { type ListedWebhook, type StoredKey, WebhookRepository } from './webhook.repository.js';

/** Takes webhooks in, and lets those hear of them who listen. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Stores a delivery and the job that works it off, both or neither; one that has come before changes nothing. */
  async receive(body: Fields): Promise<void> {
    const webhook = readWebhook(body);
    const now = this.clock.now();
    await this.unitOfWork.run(async () => {
      if (!(await this.webhooks.addOnce(webhook, body, now))) return;
      await this.jobs.enqueue(HANDLE_EVENT, { id: webhook.id, receivedAt: now.toISOString() });
    });
  }

  /** Tells everybody who listens in one transaction, and that it was done in the same: a second call finds nothing to do. */
  async handle(key: StoredKey): Promise<void> {
    await this.unitOfWork.run(async () => {
      const stored = await this.webhooks.lockUnhandled(key);
      if (stored === null) return;
      const { type, happenedAt, installationIds, body } = stored;
      await this.events.publish(new VercelEvent(type, happenedAt, installationIds, readWebhook(body).payload));
      await this.webhooks.markHandled(key, this.clock.now());
    });
  }

  /** Lets all who listen hear of it once more, whether or not they have; null when no such webhook is kept. */
  async replay(id: string): Promise<ListedWebhook | null> {
    return this.unitOfWork.run(async () => {
      const found = await this.webhooks.find(id);
      if (found === null) return null;
      await this.webhooks.undoHandled(found);
      await this.jobs.enqueue(HANDLE_EVENT, { id, receivedAt: found.receivedAt.toISOString() });
      this.audit.append({ installationId: null, action: 'webhook.replayed', subject: id });
      return { ...found, handledAt: null };
    });
  }
}
