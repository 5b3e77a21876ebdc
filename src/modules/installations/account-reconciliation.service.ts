import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import type { AccountInfo } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { InstallationRepository } from './installation.repository.js';
import { ReconcilesWithVercel } from './reconciles-with-vercel.port.js';
import { ReconciliationParts } from './reconciliation-parts.js';
import { changesOf, toldTermsOf } from './told-terms.js';

/** Keeps name, address and contact of an account as Vercel has them: no event tells of a change. */
@Injectable()
export class AccountReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'account';

  constructor(
    private readonly api: VercelApi,
    private readonly installations: InstallationRepository,
    private readonly parts: ReconciliationParts,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.parts.register(this);
  }

  override async reconcile(access: InstallationAccess): Promise<Failure | null> {
    const outcome = await this.api.installations.account(access);
    if (outcome.kind !== 'done') return outcome;
    await this.unitOfWork.run(() => this.keep(access.installationId, outcome.value));
    return null;
  }

  private async keep(id: string, told: AccountInfo): Promise<void> {
    const installation = await this.installations.getLocked(id);
    const kept = [installation.accountName, installation.accountUrl, installation.contact];
    const isSame = isDeepStrictEqual(kept, [told.name ?? null, told.url, told.contact ?? null]);
    if (!installation.isActive || isSame) return;
    const before = toldTermsOf(installation);
    installation.keepAccount(told, this.clock.now());
    await this.installations.update(installation);
    const details = changesOf(before, toldTermsOf(installation));
    this.audit.append({ installationId: id, action: 'installation.account-refreshed', subject: id, details });
  }
}
