import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { VercelSignature } from '../../platform/auth/index.js';
import { Answers } from '../../platform/http/index.js';
import { WebhooksService } from './webhooks.service.js';

/** Where Vercel sends the integration's webhooks. */
@Controller('webhooks/vercel')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** Takes an event in: stored when this answers, worked off afterwards. */
  @Post()
  @HttpCode(200)
  @Answers({ status: 200, description: 'Stored, now or by an earlier delivery' }, [400, 403, 413, 415, 503])
  @VercelSignature()
  receive(@Body() body: Record<string, unknown>): Promise<void> {
    return this.webhooks.receive(body);
  }
}
