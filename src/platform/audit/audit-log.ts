import { Injectable } from '@nestjs/common';
import { Sql } from '../database/index.js';
import type { AuditEntry } from './audit-entry.entity.js';

/** Which entries are meant; null stands for all. */
export interface AuditFilter {
  readonly installationId: string | null;
  /** How the action begins: `resource.` for all that happens to resources. */
  readonly action: string | null;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly subject: string | null;
  readonly requestId: string | null;
  /** Inclusive. */
  readonly from: Date | null;
  /** Exclusive. */
  readonly to: Date | null;
}

/** Names an entry. */
export type AuditPlace = Pick<AuditEntry, 'at' | 'id'>;

/** Behind the newest entry of all. */
const NEWEST = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

const SEARCH = `/* every tenant: operators search them */
  SELECT at, id, installation_id AS "installationId", actor_kind AS "actorKind", actor_id AS "actorId", action, subject, details,
    request_id AS "requestId"
  FROM audit_entries WHERE (at, id) < ($1::timestamptz, $2::uuid) AND ($4::text IS NULL OR installation_id = $4)
    AND ($5::text IS NULL OR starts_with(action, $5)) AND ($6::text IS NULL OR actor_kind = $6)
    AND ($7::text IS NULL OR actor_id = $7) AND ($8::text IS NULL OR subject = $8) AND ($9::text IS NULL OR request_id = $9)
    AND ($10::timestamptz IS NULL OR at >= $10) AND ($11::timestamptz IS NULL OR at < $11)
  ORDER BY at DESC, id DESC LIMIT $3`;

const PER_READ = 500;

/** Reads the audit log, newest first. */
@Injectable()
export class AuditLog {
  constructor(private readonly sql: Sql) {}

  /** Of one installation by an index; without one, everything in the time that is asked for is read until the page is full. */
  search(filter: AuditFilter, after: AuditPlace | null, limit: number): Promise<AuditEntry[]> {
    const { installationId, action, actorKind, actorId, subject, requestId, from, to } = filter;
    const place = after === null ? NEWEST : [after.at, after.id];
    const values = [...place, limit, installationId, action, actorKind, actorId, subject, requestId, from, to];
    return this.sql.rows<AuditEntry & Record<string, unknown>>({ text: SEARCH, values });
  }

  /** All of them, a few hundred in memory at a time. */
  async *all(filter: AuditFilter): AsyncGenerator<AuditEntry, void, void> {
    let after: AuditPlace | null = null;
    for (;;) {
      const read: AuditEntry[] = await this.search(filter, after, PER_READ);
      yield* read;
      after = read.at(-1) ?? null;
      if (read.length < PER_READ) return;
    }
  }
}
