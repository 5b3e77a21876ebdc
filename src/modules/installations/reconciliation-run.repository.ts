import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { ReconciliationRun, type RunCause, type RunFinding, type RunOutcome } from './reconciliation-run.entity.js';

/** Which runs are meant; null stands for all. */
export interface RunFilter {
  readonly installationId: string | null;
  readonly cause: RunCause | null;
  readonly outcome: RunOutcome | null;
}

/** Names a run in the order of the list. */
export type RunPlace = Pick<ReconciliationRun, 'begunAt' | 'id'>;

/** Behind the newest run of all. */
const NEWEST = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

const COLUMNS = `installation_id AS "installationId", id, cause, begun_at AS "begunAt", ended_at AS "endedAt", outcome, problem, found,
  found_count AS "foundCount", repaired_count AS "repairedCount", request_id AS "requestId"`;

const LIST = `/* every tenant: operators list them */
  SELECT ${COLUMNS} FROM reconciliation_runs WHERE (begun_at, id) < ($1::timestamptz, $2::uuid)
    AND ($4::text IS NULL OR installation_id = $4) AND ($5::text IS NULL OR cause = $5) AND ($6::text IS NULL OR outcome = $6)
  ORDER BY begun_at DESC, id DESC LIMIT $3`;

const GET = `/* every tenant: operators name one */ SELECT ${COLUMNS} FROM reconciliation_runs WHERE id = $1`;

/** What tells nothing any more once a newer run has ended: quiet ones, and those for which Vercel could not be asked. */
const REPLACE = `DELETE FROM reconciliation_runs WHERE installation_id = $1 AND id <> $2 AND (begun_at < $3
  OR outcome = 'unavailable' OR (outcome = 'compared' AND found_count = 0 AND repaired_count = 0))`;

const FOUND = `SELECT kind, subject, count(*) OVER ()::integer AS total FROM reconciliation_findings
  WHERE installation_id = $1 ORDER BY kind, subject LIMIT $2`;

type FoundRow = RunFinding & { readonly total: number } & Record<string, unknown>;

/** Comparisons with Vercel: of each installation the last one, and those of the last weeks that had something to tell. */
@Injectable()
export class ReconciliationRunRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** Also forgets what it replaces, and what is from before `since`. Runs in the caller's unit of work. */
  async keep(run: ReconciliationRun, since: Date): Promise<void> {
    await this.unitOfWork.manager.insert(ReconciliationRun, run);
    await this.sql.affected({ text: REPLACE, values: [run.installationId, run.id, since] });
  }

  /** The first `limit` findings that an installation has now, and how many there are. */
  async findings(
    installationId: string,
    limit: number,
  ): Promise<{ readonly found: readonly RunFinding[]; readonly total: number }> {
    const rows = await this.sql.rows<FoundRow>({ text: FOUND, values: [installationId, limit] });
    return { found: rows.map(({ kind, subject }) => ({ kind, subject })), total: rows[0]?.total ?? 0 };
  }

  /** Newest first; for operators. */
  listPage(
    { installationId, cause, outcome }: RunFilter,
    after: RunPlace | null,
    limit: number,
  ): Promise<ReconciliationRun[]> {
    const place = after === null ? NEWEST : [after.begunAt, after.id];
    const values = [...place, limit, installationId, cause, outcome];
    return this.sql.rows<ReconciliationRun & Record<string, unknown>>({ text: LIST, values });
  }

  /** The one of that id, whoever's it is; for operators. @throws NotFound */
  async get(id: string): Promise<ReconciliationRun> {
    const [run] = await this.sql.rows<ReconciliationRun & Record<string, unknown>>({ text: GET, values: [id] });
    if (run === undefined) throw new NotFound('Reconciliation run');
    return run;
  }
}
