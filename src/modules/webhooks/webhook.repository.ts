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

  /** Forgets what came before an instant: ids in small batches, bodies by whole months. */
  async prune(before: Date): Promise<void> {
    while ((await this.sql.affected({ text: PRUNE_KEYS, values: [before, PRUNE_BATCH] })) === PRUNE_BATCH);
    await this.sql.rows({ text: `SELECT drop_partitions('webhook_events', $1)`, values: [before] });
  }
}
