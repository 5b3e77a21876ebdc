import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { bindingOf, type Sealed, Sealer, SealedColumns, type SealedColumn } from '../crypto/index.js';
import { isNotNullViolation, Sql, UnitOfWork } from '../database/index.js';
import { Unavailable } from '../errors/index.js';
import {
  ANSWER,
  CLAIM,
  CLAIM_ALONE,
  CLAIM_NEW,
  EXTEND,
  FIND_ANSWER,
  LOOK,
  PRUNE,
  RELEASE,
  REPLACE_ANSWER,
} from './ledger.sql.js';

/** A claim that has not been extended for so long is taken for abandoned: its process is dead or stuck. */
const CLAIM_SECONDS = 8;
const PRUNE_BATCH = 5_000;

const BODY: SealedColumn = {
  table: 'idempotency_answers',
  column: 'body',
  keyColumn: 'body_key_id',
  rowColumns: ['id'],
  tenantColumn: 'installation_id',
  resourceColumn: null,
};

/** One keyed request: the same method, route and key of an installation are the same request. */
export interface KeyedRequest {
  readonly installationId: string;
  readonly keyDigest: Buffer;
  readonly bodyDigest: Buffer;
}

/** What a request answered, as it goes over the wire; `body` undefined: none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What is on record under a key that could not be claimed. */
export type Standing =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'running' }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'other-body' };

interface LookRow {
  readonly body_digest: Buffer;
  readonly answer_id: string | null;
  readonly abandoned: boolean;
  readonly status: number;
  readonly body: Buffer;
  readonly body_key_id: string;
}

function claimLost(error: unknown): unknown {
  if (!isNotNullViolation(error)) return error;
  return new Unavailable('Another request has taken over', { reason: 'claim_lost', cause: error });
}

/** Digest of parts that cannot run into each other. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

/** The record of keyed requests and their answers; an answer is written in the transaction of its effect. */
@Injectable()
export class Ledger {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    columns: SealedColumns,
  ) {
    columns.declare(BODY);
  }

  /** The claim, or null when the key is held, answered or used with another body. In an open unit of work, a part of it. */
  async claim({ installationId, keyDigest, bodyDigest }: KeyedRequest): Promise<string | null> {
    const claim = randomUUID();
    const values = [installationId, keyDigest, bodyDigest, claim, CLAIM_SECONDS, this.clock.now()];
    const statements = this.unitOfWork.transaction === null ? [CLAIM_ALONE] : [CLAIM_NEW, CLAIM];
    for (const statement of statements) {
      const rows = await this.sql.rows({ ...statement, values });
      if (rows.length > 0) return claim;
    }
    return null;
  }

  async standing({ installationId, keyDigest, bodyDigest }: KeyedRequest): Promise<Standing> {
    const [row] = await this.sql.rows<LookRow>({ ...LOOK, values: [installationId, keyDigest] });
    if (row === undefined) return { kind: 'abandoned' };
    if (!row.body_digest.equals(bodyDigest)) return { kind: 'other-body' };
    if (row.answer_id === null) return { kind: row.abandoned ? 'abandoned' : 'running' };
    if (row.body === null) throw new Unavailable('The kept answer has been dropped', { reason: 'answer_dropped' });
    const opened = this.sealer.openBytes(
      { keyId: row.body_key_id, data: row.body },
      bindingOf(BODY, installationId, [row.answer_id]),
    );
    const body: unknown = opened.length === 0 ? undefined : JSON.parse(opened.toString('utf8'));
    return { kind: 'answered', answer: { status: row.status, body } };
  }

  async extend({ installationId, keyDigest }: KeyedRequest, claim: string): Promise<void> {
    await this.sql.affected({ ...EXTEND, values: [installationId, keyDigest, claim, CLAIM_SECONDS] });
  }

  /** Part of the unit of work that has the effect: both fail when the claim was lost. */
  answer({ installationId, keyDigest }: KeyedRequest, claim: string, answer: Answer): void {
    const id = randomUUID();
    const sealed = this.seal(installationId, id, answer.body);
    const values = [installationId, keyDigest, claim, id, this.clock.now(), answer.status, sealed.data, sealed.keyId];
    this.sql.send({ ...ANSWER, values }, claimLost);
  }

  /** From here on repeats of the request hear this; nothing happens while none is kept. */
  async replaceAnswer(installationId: string, keyDigest: Buffer, { status, body }: Answer): Promise<void> {
    const values = [installationId, keyDigest];
    const [kept] = await this.sql.rows<{ answer_id: string; answered_at: Date }>({ ...FIND_ANSWER, values });
    if (kept === undefined) return;
    const sealed = this.seal(installationId, kept.answer_id, body);
    const place = [installationId, kept.answer_id, kept.answered_at];
    await this.sql.affected({ ...REPLACE_ANSWER, values: [...place, status, sealed.data, sealed.keyId] });
  }

  async release({ installationId, keyDigest }: KeyedRequest, claim: string): Promise<void> {
    await this.sql.affected({ ...RELEASE, values: [installationId, keyDigest, claim] });
  }

  /** Removes keys from before `before`, a batch at a time; tells how many. */
  async prune(before: Date): Promise<number> {
    let removed = 0;
    for (;;) {
      const batch = await this.sql.affected({ ...PRUNE, values: [before, PRUNE_BATCH] });
      removed += batch;
      if (batch < PRUNE_BATCH) return removed;
    }
  }

  private seal(installationId: string, id: string, body: unknown): Sealed {
    const plain = Buffer.from(body === undefined ? '' : JSON.stringify(body), 'utf8');
    return this.sealer.seal(plain, bindingOf(BODY, installationId, [id]));
  }
}
