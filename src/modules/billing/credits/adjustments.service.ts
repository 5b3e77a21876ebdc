import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { signedAmountOf } from '#libs/money';
import { Audit } from '../../../platform/audit/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Conflict, NotFound } from '../../../platform/errors/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { ResourceRepository } from '../../resources/index.js';
import { CreditChanges } from './credit-changes.service.js';
import { type Entry, LedgerRepository } from './ledger.repository.js';

/** What an operator gives, or takes: cents, below zero taken. */
interface AdjustmentWish {
  readonly cents: number;
  /** Absent: the installation. */
  readonly resourceId?: string;
  readonly reason: string;
}

/** Changes of balances by operators. */
@Injectable()
export class CreditAdjustments {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly resources: ResourceRepository,
    private readonly ledger: LedgerRepository,
    private readonly changes: CreditChanges,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Joins the caller's unit of work. @throws NotFound, Conflict for an installation that leaves */
  adjust(installationId: string, { cents, resourceId, reason }: AdjustmentWish): Promise<Entry> {
    return this.unitOfWork.run(async () => {
      await this.installations.lockActiveTerms(installationId);
      if (resourceId !== undefined) await this.assertHere(installationId, resourceId);
      const holder = resourceId ?? installationId;
      const reference = `adjustment:${randomUUID()}`;
      const before = await this.balanceOf(installationId, holder);
      await this.changes.post(installationId, [{ holder, kind: 'adjustment', cents, reference, details: { reason } }]);
      const balance = { before, after: await this.balanceOf(installationId, holder) };
      const details = { amount: signedAmountOf(cents), reason, balance };
      this.audit.append({ installationId, action: 'credits.adjusted', subject: holder, details });
      const [written] = await this.ledger.findByReference(installationId, reference);
      if (written === undefined) throw new Conflict('The adjustment was not written');
      return written;
    });
  }

  /** What the holder has, behind the installation's lock; what it pays for its resources is taken off already. */
  private async balanceOf(installationId: string, holder: string): Promise<string> {
    const balances = await this.ledger.balances(installationId);
    return signedAmountOf(balances.get(holder) ?? 0);
  }

  private async assertHere(installationId: string, resourceId: string): Promise<void> {
    const live = await this.resources.findLive(installationId, [resourceId]);
    if (live.length === 0) throw new NotFound('Resource');
  }
}
