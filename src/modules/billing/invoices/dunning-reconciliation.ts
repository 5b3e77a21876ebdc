import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Failure, InstallationAccess } from '#libs/vercel-api';
import { ReconciliationParts, ReconcilesWithVercel } from '../../installations/index.js';
import { Dunning } from './dunning.service.js';

/** Brings what customers hear and lose in line with their unpaid invoices each night, should the job that does so have died. */
@Injectable()
export class DunningReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'unpaid invoices';

  constructor(
    private readonly dunning: Dunning,
    private readonly parts: ReconciliationParts,
  ) {
    super();
  }

  onModuleInit(): void {
    this.parts.register(this);
  }

  /** Vercel is not asked: the invoices have been compared before. */
  override async reconcile({ installationId }: InstallationAccess): Promise<Failure | null> {
    await this.dunning.reconsider(installationId);
    return null;
  }
}
