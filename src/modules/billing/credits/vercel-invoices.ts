import { Injectable } from '@nestjs/common';
import { type Outcome, VercelApi, type VercelInvoice } from '#libs/vercel-api';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { type Line, VercelLine } from '../../installations/index.js';

const SECOND_MS = 1_000;
const RETRY_AFTER_SECONDS = 2;

type Open = Extract<Line, { kind: 'open' }>;

/** What Vercel says of its invoices. */
@Injectable()
export class VercelInvoices {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Outside any transaction; null for one that is none of this installation. @throws Unavailable while Vercel does not answer */
  async find(installationId: string, invoiceId: string): Promise<VercelInvoice | null> {
    this.unitOfWork.assertClosed('A call to Vercel');
    const line = await this.unitOfWork.run(() => this.line.openForMoney(installationId));
    if (line.kind !== 'open') throw this.closed(line);
    const outcome = await this.api.invoices.get(line.access, invoiceId);
    await this.hear(installationId, line, outcome);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'final') return null;
    const afterMs = 'afterMs' in outcome ? outcome.afterMs : undefined;
    throw unavailable(outcome.code, afterMs);
  }

  private async hear(installationId: string, { trial }: Open, outcome: Outcome<unknown>): Promise<void> {
    if (outcome.kind === 'installation-disabled' || outcome.kind === 'installation-gone')
      await this.unitOfWork.run(() => this.line.park(installationId, outcome));
    else if (trial === 'trial') await this.unitOfWork.run(() => this.line.heard(installationId, outcome));
  }

  private closed(line: Exclude<Line, { kind: 'open' }>): Unavailable {
    const waitMs = line.kind === 'parked' ? line.until.getTime() - this.clock.now().getTime() : undefined;
    return unavailable(line.kind, waitMs);
  }
}

function unavailable(reason: string, waitMs = RETRY_AFTER_SECONDS * SECOND_MS): Unavailable {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / SECOND_MS));
  return new Unavailable('Vercel does not tell the invoice now', { reason, retryAfterSeconds });
}
