import { Injectable } from '@nestjs/common';
import { type Outcome, VercelApi } from '#libs/vercel-api';
import { Audit } from '../../../platform/audit/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { type OpenMoney, VercelLine } from '../../installations/index.js';
import { LastInvoices } from '../invoices/index.js';

const LOOK_AGAIN_SECONDS = 15;

/** The last call in the name of an installation: no more invoices come. Its line is closed, so that none follows. */
@Injectable()
export class Finalization {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly invoices: LastInvoices,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Null once Vercel has heard it. An unknown outcome is repeated: after one that took effect Vercel says that the installation is gone. */
  async declare(installationId: string): Promise<OpenMoney | null> {
    const busy = await this.invoices.countBusy(installationId);
    if (busy > 0) return { what: 'calls about invoices to end', lookAgainSeconds: LOOK_AGAIN_SECONDS };
    const access = await this.line.lastAccess(installationId);
    if (access === null) return null;
    const outcome = await this.api.billing.finalize(access);
    const isOver = outcome.kind === 'done' || outcome.kind === 'installation-gone' || outcome.kind === 'final';
    if (!isOver) return { what: 'Vercel to hear that no invoice follows', lookAgainSeconds: secondsAfter(outcome) };
    const unsent = await this.invoices.countUnsent(installationId);
    await this.unitOfWork.run(() => this.note(installationId, outcome, unsent));
    return null;
  }

  /** Unsent are those that Vercel refused to the end. */
  private async note(installationId: string, outcome: Outcome<void>, unsent: number): Promise<void> {
    const details = { unsent, ...(outcome.kind === 'done' ? {} : { answer: outcome.code }) };
    this.audit.append({ installationId, action: 'billing.finalized', subject: installationId, details });
  }
}

function secondsAfter(outcome: Outcome<void>): number {
  const afterMs = 'afterMs' in outcome ? (outcome.afterMs ?? 0) : 0;
  return Math.max(LOOK_AGAIN_SECONDS, Math.ceil(afterMs / 1_000));
}
