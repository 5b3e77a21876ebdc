import { Injectable } from '@nestjs/common';
import { amountOf } from '#libs/money';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { ResourceRepository } from '../../resources/index.js';
import { CreditChanges } from './credit-changes.service.js';
import { type Grants, refused } from './purchase-offer.js';
import { PurchaseRepository } from './purchase.repository.js';
import { purchaseReference } from './references.js';

/** Writes down what was bought. Runs in the caller's unit of work. */
@Injectable()
export class PurchaseRecording {
  constructor(
    private readonly purchases: PurchaseRepository,
    private readonly installations: InstallationRepository,
    private readonly resources: ResourceRepository,
    private readonly changes: CreditChanges,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing more when it was granted meanwhile. @throws Unprocessable when somebody that it is for is not there */
  async record(installationId: string, invoiceId: string, grants: Grants): Promise<void> {
    await this.installations.lockActiveTerms(installationId);
    const cents = [...grants.values()].reduce((sum, each) => sum + each, 0);
    if (!(await this.purchases.addOnce(installationId, { invoiceId, cents }, this.clock.now())))
      return this.assertOwn(installationId, invoiceId);
    await this.assertHere(installationId, grants);
    const fact = { kind: 'purchase', reference: purchaseReference(invoiceId), details: { invoiceId } } as const;
    const postings = [...grants]
      .filter(([, each]) => each > 0)
      .map(([holder, each]) => ({ ...fact, holder, cents: each }));
    await this.changes.post(installationId, postings);
    const details = { amount: amountOf(cents), to: postings.map(({ holder }) => holder) };
    this.audit.append({ installationId, action: 'credits.purchased', subject: invoiceId, details });
  }

  private async assertOwn(installationId: string, invoiceId: string): Promise<void> {
    const own = await this.purchases.find(installationId, invoiceId);
    if (own === null) throw refused('The invoice is not one of this installation.', 'foreign_invoice');
  }

  private async assertHere(installationId: string, grants: Grants): Promise<void> {
    const ids = [...grants.keys()].filter((holder) => holder !== installationId);
    const live = ids.length === 0 ? [] : await this.resources.findLive(installationId, ids);
    if (live.length < ids.length)
      throw refused('The credits are for a resource that is not there.', 'unknown_resource');
  }
}
