import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { Uninstall, type UninstallOrigin, type UninstallStage } from './uninstall.entity.js';

/** An uninstall that is under way, as operators see it. */
export interface PendingUninstall {
  readonly installationId: string;
  readonly stage: Exclude<UninstallStage, 'finalized' | 'purged'>;
  readonly stageSince: Date;
  readonly origin: UninstallOrigin;
  readonly waitsFor: string | null;
  readonly dueAt: Date;
  readonly requestedAt: Date;
  readonly reason: string | null;
  readonly windowClosesAt: Date;
}

const TAKE_DUE = `/* every tenant: whose uninstall can go on */
  UPDATE uninstalls SET due_at = $2 WHERE installation_id IN (
    SELECT installation_id FROM uninstalls WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) RETURNING installation_id AS id`;

const LIST_PENDING = `/* every tenant: operators list them */
  SELECT u.installation_id AS "installationId", u.stage, u.stage_since AS "stageSince", u.origin, u.waits_for AS "waitsFor",
    u.due_at AS "dueAt", i.uninstall_requested_at AS "requestedAt", i.uninstall_reason AS reason,
    i.window_closes_at AS "windowClosesAt"
  FROM uninstalls u JOIN installations i ON i.id = u.installation_id
  WHERE u.due_at IS NOT NULL AND u.installation_id > $1 ORDER BY u.installation_id LIMIT $2`;

const LIST_KEPT = `/* every tenant: what has been kept long enough */
  SELECT installation_id AS id FROM uninstalls WHERE stage = 'finalized' AND stage_since < $1 ORDER BY stage_since LIMIT $2`;

type IdRow = { readonly id: string };

/** Uninstalls, of which an installation has at most one. */
@Injectable()
export class UninstallRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  find(installationId: string): Promise<Uninstall | null> {
    return this.unitOfWork.manager.findOneBy(Uninstall, { installationId });
  }

  async insert(uninstall: Uninstall): Promise<void> {
    await this.unitOfWork.manager.insert(Uninstall, uninstall);
  }

  async update(uninstall: Uninstall): Promise<void> {
    const { installationId } = uninstall;
    await this.unitOfWork.manager.update(Uninstall, { installationId }, uninstall);
  }

  /** Takes at most `limit` of all tenants that are due, and puts their next look off. */
  async takeDue(now: Date, next: Date, limit: number): Promise<readonly string[]> {
    return ids(await this.sql.rows<IdRow>({ text: TAKE_DUE, values: [now, next, limit] }));
  }

  /** A page of those that are under way, by the installation's id; for operators. */
  listPending(afterId: string, limit: number): Promise<PendingUninstall[]> {
    return this.sql.rows<PendingUninstall & Record<string, unknown>>({ text: LIST_PENDING, values: [afterId, limit] });
  }

  /** At most `limit` installations that were finalized before an instant and have not been purged, oldest first. */
  async findFinalizedBefore(instant: Date, limit: number): Promise<readonly string[]> {
    return ids(await this.sql.rows<IdRow>({ text: LIST_KEPT, values: [instant, limit] }));
  }
}

function ids(rows: readonly IdRow[]): readonly string[] {
  return rows.map(({ id }) => id);
}
