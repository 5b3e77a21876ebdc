import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { isOrAny, Sql, UnitOfWork } from '../../platform/database/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { Finding, type FindingKind } from './finding.entity.js';
import { InstallationPurging, UninstallRequested } from './installation.events.js';

/** What was found of one kind. */
export interface Found {
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Which findings are meant; all, where nothing is said. */
interface FindingFilter {
  readonly kind?: FindingKind | undefined;
  readonly installationId?: string | undefined;
}

const SEE = `INSERT INTO reconciliation_findings AS f (installation_id, kind, subject, id, since, seen_at, details)
  VALUES ($1, $2, $3, $4, $5, $5, $6)
  ON CONFLICT (installation_id, kind, subject) DO UPDATE SET seen_at = excluded.seen_at, details = excluded.details
  RETURNING since`;

const FORGET = `DELETE FROM reconciliation_findings WHERE installation_id = $1 AND kind = $2 AND NOT subject = ANY($3)`;

/** Differences to Vercel that wait for somebody to look at them. */
@Injectable()
export class FindingRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** These are all there are of a kind now; tells since when each has been found. */
  async replace(installationId: string, kind: FindingKind, found: readonly Found[]): Promise<readonly Date[]> {
    const subjects = found.map(({ subject }) => subject);
    await this.sql.affected({ text: FORGET, values: [installationId, kind, subjects] });
    const since: Date[] = [];
    for (const { subject, details } of found) {
      const values = [installationId, kind, subject, randomUUID(), this.clock.now(), JSON.stringify(details)];
      const [row] = await this.sql.rows<{ since: Date }>({ text: SEE, values });
      if (row !== undefined) since.push(row.since);
    }
    return since;
  }

  /** A page of all findings, by id; for operators. */
  listPage({ kind, installationId }: FindingFilter, afterId: string, limit: number): Promise<Finding[]> {
    const all = this.unitOfWork.manager.createQueryBuilder(Finding, 'f').comment('every tenant: operators list them');
    all.where('f.id > :afterId', { afterId });
    all.andWhere(`${isOrAny('kind', 'f.kind')} AND ${isOrAny('installationId', 'f.installationId')}`);
    all.setParameters({ kind: kind ?? null, installationId: installationId ?? null });
    return all.orderBy('f.id').limit(limit).getMany();
  }

  /** What leaves is compared with Vercel no more. */
  @ListensTo(UninstallRequested)
  onLeaving({ installationId }: UninstallRequested): Promise<void> {
    return this.forget(installationId);
  }

  /** Its last invoice may have had one. */
  @ListensTo(InstallationPurging)
  onPurging({ installationId }: InstallationPurging): Promise<void> {
    return this.forget(installationId);
  }

  private async forget(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(Finding, { installationId });
  }
}
