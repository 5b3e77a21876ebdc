import { Injectable } from '@nestjs/common';
import type { Fields, VercelWebhook } from '#libs/vercel-webhooks';
import { Sql, UnitOfWork } from '../../platform/database/index.js';

/** Which stored webhook is meant. */
export interface StoredKey {
  readonly id: string;
  readonly receivedAt: Date;
}

/** A webhook that has been stored and not been worked off. */
export interface StoredWebhook {
  readonly type: string;
  readonly happenedAt: Date;
  readonly installationIds: readonly string[];
  readonly body: Fields;
}

/** A webhook as it is listed. */
export interface ListedWebhook extends StoredKey {
  readonly type: string;
  readonly happenedAt: Date;
  readonly installationIds: readonly string[];
  /** Null while it waits to be worked off. */
  readonly handledAt: Date | null;
}

/** Which webhooks are meant; null stands for all. */
export interface WebhookFilter {
  readonly type: string | null;
  readonly installationId: string | null;
  readonly state: 'stored' | 'handled' | null;
}

/** Behind the newest webhook of all. */
const NEWEST = ['infinity', ''];

const ADD_ONCE = {
  name: 'webhook-add-once',
  text: `WITH fresh AS (
           INSERT INTO webhook_keys (id, received_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id
         )
         INSERT INTO webhook_events (id, received_at, type, happened_at, installation_ids, natural_key, body)
         SELECT id, $2, $3, $4, $5, $6, $7 FROM fresh RETURNING id`,
};

const LOCK_UNHANDLED = {
  name: 'webhook-lock-unhandled',
  text: `SELECT type, happened_at AS "happenedAt", installation_ids AS "installationIds", body FROM webhook_events
         WHERE received_at = $1 AND id = $2 AND handled_at IS NULL FOR UPDATE`,
};

const MARK_HANDLED = {
  name: 'webhook-mark-handled',
  text: `UPDATE webhook_events SET handled_at = $3 WHERE received_at = $1 AND id = $2`,
};

const COLUMNS = `e.id, e.type, e.happened_at AS "happenedAt", e.received_at AS "receivedAt", e.handled_at AS "handledAt",
  e.installation_ids AS "installationIds"`;

const LIST = `SELECT ${COLUMNS} FROM webhook_events e
  WHERE (e.received_at, e.id) < ($1::timestamptz, $2) AND ($4::text IS NULL OR e.type = $4)
    AND ($5::text IS NULL OR e.installation_ids @> ARRAY[$5]) AND ($6::text IS NULL OR (e.handled_at IS NULL) = ($6 = 'stored'))
  ORDER BY e.received_at DESC, e.id DESC LIMIT $3`;

const FIND = `SELECT ${COLUMNS}, e.body FROM webhook_keys k JOIN webhook_events e ON e.received_at = k.received_at AND e.id = k.id
  WHERE k.id = $1`;

const UNDO_HANDLED = `UPDATE webhook_events SET handled_at = NULL WHERE received_at = $1 AND id = $2`;

const PRUNE_KEYS = `DELETE FROM webhook_keys WHERE ctid IN (
  SELECT ctid FROM webhook_keys WHERE received_at < $1 LIMIT $2
) AND received_at < $1`;
const PRUNE_BATCH = 5_000;

/** Webhooks as they came, each id once. */
@Injectable()
export class WebhookRepository {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** False when the id has come before; one that comes at the same moment waits for the first to be decided. */
  async addOnce(
    { id, type, createdAt, installationIds, naturalKey }: VercelWebhook,
    body: Fields,
    now: Date,
  ): Promise<boolean> {
    const values = [id, now, type, createdAt ?? now, installationIds, naturalKey, JSON.stringify(body)];
    const added = await this.sql.rows({ ...ADD_ONCE, values });
    return added.length > 0;
  }

  /** Null when it has been worked off. */
  async lockUnhandled({ id, receivedAt }: StoredKey): Promise<StoredWebhook | null> {
    this.unitOfWork.assertOpen('A lock');
    const values = [receivedAt, id];
    const [row] = await this.sql.rows<StoredWebhook & Record<string, unknown>>({ ...LOCK_UNHANDLED, values });
    return row ?? null;
  }

  async markHandled({ id, receivedAt }: StoredKey, now: Date): Promise<void> {
    await this.sql.affected({ ...MARK_HANDLED, values: [receivedAt, id, now] });
  }

  /** Newest first, from behind `after`. */
  async listPage(filter: WebhookFilter, after: StoredKey | null, limit: number): Promise<ListedWebhook[]> {
    const place = after === null ? NEWEST : [after.receivedAt, after.id];
    const values = [...place, limit, filter.type, filter.installationId, filter.state];
    return this.sql.rows<ListedWebhook & Record<string, unknown>>({ text: LIST, values });
  }

  async find(id: string): Promise<(ListedWebhook & { readonly body: Fields }) | null> {
    const found = { text: FIND, values: [id] };
    const [row] = await this.sql.rows<ListedWebhook & { readonly body: Fields } & Record<string, unknown>>(found);
    return row ?? null;
  }

  /** As if it had just been stored. */
  async undoHandled({ id, receivedAt }: StoredKey): Promise<void> {
    await this.sql.affected({ text: UNDO_HANDLED, values: [receivedAt, id] });
  }

  /** Forgets what came before an instant: ids in small batches, bodies by whole months. */
  async prune(before: Date): Promise<void> {
    while ((await this.sql.affected({ text: PRUNE_KEYS, values: [before, PRUNE_BATCH] })) === PRUNE_BATCH);
    await this.sql.rows({ text: `SELECT drop_partitions('webhook_events', $1)`, values: [before] });
  }
}
