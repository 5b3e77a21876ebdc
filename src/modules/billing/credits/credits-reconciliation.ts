import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../../platform/clock/index.js';
import { ReconcilesWithVercel, ReconciliationParts } from '../../installations/index.js';
import { AccountRound } from './account-round.service.js';
import { LedgerCheck } from './ledger-check.service.js';
import { PurchaseRepository } from './purchase.repository.js';
import { PurchaseRefunds } from './refunds.service.js';

const DAY_SECONDS = 86_400;
/** For so long after a purchase Vercel is asked whether it was refunded; the webhook has no such end. */
const ASKED_DAYS = 35;
/** Of one installation in one night, the newest ones: Vercel answers so many questions about invoices in a minute. */
const MOST = 20;

/**
 * Compares purchases with Vercel's invoices, and balances with the ledger: what was refunded unheard is taken back. An invoice that Vercel
 * does not show is for operators, and holds up nothing else.
 */
@Injectable()
export class CreditsReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'purchases';

  constructor(
    private readonly parts: ReconciliationParts,
    private readonly api: VercelApi,
    private readonly purchases: PurchaseRepository,
    private readonly refunds: PurchaseRefunds,
    private readonly check: LedgerCheck,
    private readonly round: AccountRound,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.parts.register(this);
  }

  async reconcile(access: InstallationAccess): Promise<Failure | null> {
    const { installationId } = access;
    const since = this.clock.inSeconds(-ASKED_DAYS * DAY_SECONDS);
    let refused: Failure | null = null;
    for (const { invoiceId } of await this.purchases.findRecent(installationId, since, MOST)) {
      const outcome = await this.api.invoices.get(access, invoiceId);
      if (outcome.kind === 'done') await this.refunds.takeBack(installationId, outcome.value);
      else if (outcome.kind === 'final') refused = outcome;
      else return outcome;
    }
    await this.check.run(installationId);
    await this.round.run(installationId, 'all');
    return refused;
  }
}
