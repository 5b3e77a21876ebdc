import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { workContext } from '../context/index.js';
import { Sql, UnitOfWork } from '../database/index.js';

/** What happened to whom; `action` reads `noun.past-participle`, `details` hold no secret. */
export interface AuditFact {
  readonly installationId: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

const INSERT = {
  name: 'audit-append',
  text: `INSERT INTO audit_entries (at, id, installation_id, actor_kind, actor_id, action, subject, details, request_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

/** Appends to the audit log, in the transaction of what it tells about. */
@Injectable()
export class Audit {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Goes out with the statement that follows it. */
  append(fact: AuditFact): void {
    this.unitOfWork.assertOpen(`The audit entry ${fact.action}`);
    const context = workContext();
    this.sql.send({
      ...INSERT,
      values: [
        this.clock.now(),
        randomUUID(),
        fact.installationId,
        context?.actor?.kind ?? 'job',
        context?.actor?.id ?? null,
        fact.action,
        fact.subject,
        JSON.stringify(fact.details ?? {}),
        context?.requestId ?? null,
      ],
    });
  }
}
