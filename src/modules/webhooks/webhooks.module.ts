import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminWebhooksController } from './admin-webhooks.controller.js';
import { HandleEvent } from './jobs/handle-event.job.js';
import { Prune } from './jobs/prune.job.js';
import { WebhookEvent } from './webhook-event.entity.js';
import { WebhookKey } from './webhook-key.entity.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

/** Webhooks of Vercel, stored before they are answered and worked off after. */
@Module({
  imports: [TypeOrmModule.forFeature([WebhookKey, WebhookEvent])],
  controllers: [WebhooksController, AdminWebhooksController],
  providers: [WebhookRepository, WebhooksService, HandleEvent, Prune],
})
export class WebhooksModule {}
