import { Injectable } from '@nestjs/common';
import { VercelApi } from '#libs/vercel-api';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { VercelLine } from '../../installations/index.js';
import type { Invoice } from './invoice.entity.js';

/** Asks Vercel a last time, before something is done that cannot be undone. */
@Injectable()
export class StillOverdue {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** `unknown`: Vercel refuses the installation, so that nobody can say whether it was paid. @throws Unavailable when Vercel does not answer now */
  async ask({ installationId, vercelId }: Invoice): Promise<'overdue' | 'otherwise' | 'unknown'> {
    const line = await this.unitOfWork.run(() => this.line.open(installationId));
    if (line.kind !== 'open' || vercelId === null) return 'unknown';
    const outcome = await this.api.invoices.get(line.access, vercelId);
    if (outcome.kind === 'done') return outcome.value.state === 'overdue' ? 'overdue' : 'otherwise';
    if (outcome.kind === 'retry' || outcome.kind === 'unknown-outcome')
      throw new Unavailable('Vercel cannot be asked now', { reason: outcome.code });
    return 'unknown';
  }
}
