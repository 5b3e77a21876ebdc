import { Injectable } from '@nestjs/common';
import type { Failure } from '#libs/vercel-api';
import { UnitOfWork } from '../../platform/database/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { FindingRepository, type Found } from './finding.repository.js';
import { ReconciliationParts } from './reconciliation-parts.js';
import { StandingReconciliation } from './standing-reconciliation.service.js';
import { VercelLine } from './vercel-line.service.js';

/** Compares one installation with Vercel: first whether it stands, then each part of what is known of it. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly standing: StandingReconciliation,
    private readonly parts: ReconciliationParts,
    private readonly line: VercelLine,
    private readonly findings: FindingRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Unavailable when Vercel cannot be asked now, budgets included */
  async reconcile(id: string): Promise<void> {
    if (!(await this.standing.stands(id))) return;
    const line = await this.unitOfWork.run(() => this.line.open(id));
    if (line.kind !== 'open') return;
    const refused: Found[] = [];
    for (const part of this.parts.all) {
      const failure = await part.reconcile(line.access);
      const outcome = failure ?? { kind: 'done' as const, value: undefined };
      if (line.trial === 'trial') await this.unitOfWork.run(() => this.line.heard(id, outcome));
      if (failure?.kind === 'final') refused.push(refusalOf(part.subject, failure));
      else if (failure !== null) return this.breakOff(id, failure);
    }
    await this.unitOfWork.run(() => this.findings.replace(id, 'refused-by-vercel', refused));
  }

  private async breakOff(id: string, failure: Failure): Promise<void> {
    if (failure.kind !== 'installation-disabled' && failure.kind !== 'installation-gone')
      throw new Unavailable('Vercel cannot be asked now', { reason: failure.code });
    await this.unitOfWork.run(() => this.line.park(id, failure));
  }
}

function refusalOf(subject: string, { code, status }: Failure): Found {
  return { subject, details: { code, ...(status === undefined ? {} : { status }) } };
}
