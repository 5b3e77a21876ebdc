import { Injectable } from '@nestjs/common';
import type { Failure } from '#libs/vercel-api';
import { UnitOfWork } from '../../platform/database/index.js';
import { DomainError, Unavailable } from '../../platform/errors/index.js';
import { FindingRepository, type Found } from './finding.repository.js';
import { ReconciliationLog, type RunEnd } from './reconciliation-log.js';
import { ReconciliationParts } from './reconciliation-parts.js';
import type { RunCause } from './reconciliation-run.entity.js';
import { StandingReconciliation } from './standing-reconciliation.service.js';
import type { Line } from './vercel-line.js';
import { VercelLine } from './vercel-line.service.js';

type OpenLine = Extract<Line, { readonly kind: 'open' }>;

/** Compares one installation with Vercel: first whether it stands, then each part of what is known of it. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly standing: StandingReconciliation,
    private readonly parts: ReconciliationParts,
    private readonly line: VercelLine,
    private readonly findings: FindingRepository,
    private readonly log: ReconciliationLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Unavailable when Vercel cannot be asked now, budgets included */
  async reconcile(id: string, cause: RunCause): Promise<void> {
    const run = this.log.begin(id, cause);
    try {
      const end = await this.compare(id);
      if (end !== null) await this.log.end(run, end);
    } catch (error) {
      if (error instanceof DomainError) await this.log.end(run, brokenOff(error));
      throw error;
    }
  }

  /** Null of one that is leaving or has left. */
  private async compare(id: string): Promise<RunEnd | null> {
    const standing = await this.standing.of(id);
    if (standing === 'not-active') return null;
    if (standing !== 'standing') return { outcome: 'not-standing' };
    const line = await this.unitOfWork.run(() => this.line.open(id));
    if (line.kind === 'closed') return { outcome: 'compared' };
    return line.kind === 'open' ? this.compareParts(line) : { outcome: 'parked' };
  }

  private async compareParts({ access, trial }: OpenLine): Promise<RunEnd> {
    const { installationId: id } = access;
    const refused: Found[] = [];
    for (const part of this.parts.all) {
      const failure = await part.reconcile(access);
      const outcome = failure ?? { kind: 'done' as const, value: undefined };
      if (trial === 'trial') await this.unitOfWork.run(() => this.line.heard(id, outcome));
      if (failure?.kind === 'final') refused.push(refusalOf(part.subject, failure));
      else if (failure !== null) return this.breakOff(id, failure);
    }
    await this.unitOfWork.run(() => this.findings.replace(id, 'refused-by-vercel', refused));
    return { outcome: refused.length === 0 ? 'compared' : 'refused' };
  }

  private async breakOff(id: string, failure: Failure): Promise<RunEnd> {
    if (failure.kind !== 'installation-disabled' && failure.kind !== 'installation-gone')
      throw new Unavailable('Vercel cannot be asked now', { reason: failure.code });
    await this.unitOfWork.run(() => this.line.park(id, failure));
    return { outcome: 'parked', problem: failure.code };
  }
}

function refusalOf(subject: string, { code, status }: Failure): Found {
  return { subject, details: { code, ...(status === undefined ? {} : { status }) } };
}

function brokenOff({ isFinal, details, code }: DomainError): RunEnd {
  return { outcome: isFinal ? 'refused' : 'unavailable', problem: details.reason ?? code };
}
