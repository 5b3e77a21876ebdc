import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { workContext } from '../../platform/context/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import type { ReconciliationRun, RunCause, RunOutcome } from './reconciliation-run.entity.js';
import { ReconciliationRunRepository } from './reconciliation-run.repository.js';

const KEPT_SECONDS = 30 * 86_400;
/** So many findings are named in a run, and so many repairs counted. */
const MOST = 200;

/** How a run has ended, and what kept Vercel from answering. */
export interface RunEnd {
  readonly outcome: RunOutcome;
  readonly problem?: string;
}

/** A run that goes on. */
export interface OpenRun {
  readonly installationId: string;
  readonly cause: RunCause;
  readonly begunAt: Date;
}

/** Keeps what comparisons with Vercel came to. What one has mended is what it has left in the audit log: nothing is mended without an entry. */
@Injectable()
export class ReconciliationLog {
  constructor(
    private readonly runs: ReconciliationRunRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  begin(installationId: string, cause: RunCause): OpenRun {
    return { installationId, cause, begunAt: this.clock.now() };
  }

  /** A run that nobody ends, since its process has died, leaves nothing: its job does it again. */
  end(run: OpenRun, { outcome, problem = '' }: RunEnd): Promise<void> {
    return this.unitOfWork.run(async () => {
      const requestId = workContext()?.requestId ?? null;
      const { found, total } = await this.runs.findings(run.installationId, MOST);
      const ended = {
        ...run,
        id: randomUUID(),
        endedAt: this.clock.now(),
        outcome,
        problem: problem || null,
        requestId,
      };
      const repairs = await this.repairs(ended);
      const kept = { ...ended, found, foundCount: total, repairedCount: repairs.length };
      await this.runs.keep(kept, this.clock.inSeconds(-KEPT_SECONDS));
    });
  }

  /** What a run has left in the audit log, the newest first. */
  async repairs(run: Pick<ReconciliationRun, 'installationId' | 'begunAt' | 'requestId'>): Promise<AuditEntry[]> {
    const { installationId, begunAt: from, requestId } = run;
    if (requestId === null) return [];
    const all = { action: null, actorKind: null, actorId: null, subject: null, to: null };
    return this.audit.search({ ...all, installationId, requestId, from }, null, MOST);
  }
}
