import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput, NotFound } from '../../platform/errors/index.js';
import {
  ADMIN_READ_FAILURES,
  ADMIN_WRITE_FAILURES,
  Answers,
  BodyMayBeAbsent,
  cursorAfter,
  isStorableText,
  readPage,
} from '../../platform/http/index.js';
import { ListWebhooksQuery } from './dto/list-webhooks.query.js';
import { AdminWebhookDetailsResponse, AdminWebhookResponse, AdminWebhooksResponse } from './dto/webhook.response.js';
import { type ListedWebhook, type StoredKey, WebhookRepository } from './webhook.repository.js';
import { WebhooksService } from './webhooks.service.js';

/** The same without its class, to be made part of another. */
type Shown = { readonly [K in keyof AdminWebhookResponse]: AdminWebhookResponse[K] };

const PLACE = /^(\d{1,15}) (.+)$/su;

/** Webhooks for operators: here and not among the other lists, since no module knows this one. */
@Controller('admin/v1/webhooks')
export class AdminWebhooksController {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly service: WebhooksService,
  ) {}

  /** Webhooks of the time of retention, newest first. */
  @Get()
  @Answers({ status: 200, type: AdminWebhooksResponse, description: 'A page of webhooks' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListWebhooksQuery): Promise<AdminWebhooksResponse> {
    const { type = null, installationId = null, state = null } = query;
    const page = readPage(query);
    const found = await this.webhooks.listPage({ type, installationId, state }, readPlace(page.after), page.limit);
    const last = found.at(page.limit - 1);
    return { webhooks: found.map(show), ...(last === undefined ? {} : { next: cursorAfter(placeOf(last)) }) };
  }

  /** One webhook and what it said. */
  @Get(':id')
  @Answers({ status: 200, type: AdminWebhookDetailsResponse, description: 'The webhook' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async show(@Param('id') id: string): Promise<AdminWebhookDetailsResponse> {
    const found = isStorableText(id) ? await this.webhooks.find(id) : null;
    if (found === null) throw new NotFound('Webhook');
    return { ...show(found), body: found.body };
  }

  /** Works a webhook off once more; what it says must not be news, so those who listen only move forward. */
  @Post(':id/replay')
  @HttpCode(202)
  @BodyMayBeAbsent(true)
  @Answers(
    { status: 202, type: AdminWebhookResponse, description: 'It will be worked off again' },
    ADMIN_WRITE_FAILURES,
  )
  @Operator('operate')
  async replay(@Param('id') id: string): Promise<AdminWebhookResponse> {
    const replayed = isStorableText(id) ? await this.service.replay(id) : null;
    if (replayed === null) throw new NotFound('Webhook');
    return show(replayed);
  }
}

function placeOf({ receivedAt, id }: StoredKey): string {
  return `${receivedAt.getTime()} ${id}`;
}

function readPlace(after: string): StoredKey | null {
  if (after === '') return null;
  const [, milliseconds, id] = PLACE.exec(after) ?? [];
  const receivedAt = new Date(Number(milliseconds));
  if (id !== undefined && receivedAt.getUTCFullYear() < 10_000) return { receivedAt, id };
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function show(webhook: ListedWebhook): Shown {
  const { id, type, installationIds, happenedAt, receivedAt, handledAt } = webhook;
  return {
    id,
    type,
    state: handledAt === null ? 'stored' : 'handled',
    installationIds: [...installationIds],
    happenedAt: happenedAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    ...(handledAt === null ? {} : { handledAt: handledAt.toISOString() }),
  };
}
