import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { FindingRepository, type Found, ReconciliationParts, ReconcilesWithVercel } from '../../installations/index.js';
import { differencesOf } from './invoice-differences.js';
import { InvoiceReading } from './invoice-reading.service.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';

/** Fewer than Vercel lets be read in a minute, the oldest; that much is open of nobody, and each is asked about by the day anyway. */
const MOST = 50;

/** Reads every invoice again that is not settled: what Vercel is ahead with is taken over, every other difference is for operators. */
@Injectable()
export class InvoiceReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'invoices';

  constructor(
    private readonly api: VercelApi,
    private readonly invoices: InvoiceRepository,
    private readonly reading: InvoiceReading,
    private readonly findings: FindingRepository,
    private readonly parts: ReconciliationParts,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.parts.register(this);
  }

  override async reconcile(access: InstallationAccess): Promise<Failure | null> {
    const open = await this.invoices.findUnsettled(access.installationId);
    const found: Found[] = [];
    for (const invoice of open.filter(({ isAtVercel }) => isAtVercel).slice(0, MOST)) {
      const compared = await this.compare(access, invoice);
      if ('kind' in compared) return compared;
      if (compared.differences.length > 0) found.push(findingOf(invoice, compared.differences));
    }
    await this.unitOfWork.run(() => this.findings.replace(access.installationId, 'invoice-differs', found));
    return null;
  }

  private async compare(
    access: InstallationAccess,
    { id, vercelId, stateSince }: Invoice,
  ): Promise<Failure | { readonly differences: readonly string[] }> {
    if (vercelId === null) return { differences: this.isLong(stateSince) ? ['Vercel has not told its id'] : [] };
    const outcome = await this.api.invoices.get(access, vercelId);
    if (outcome.kind === 'final') return { differences: [`Vercel does not show it: ${outcome.code}`] };
    if (outcome.kind !== 'done') return outcome;
    return this.unitOfWork.run(async () => {
      const invoice = await this.invoices.lock(access.installationId, id);
      if (invoice === null) return { differences: [] };
      const heard = await this.reading.follow(invoice, outcome.value);
      if (heard === 'news') invoice.nudge(this.clock.now());
      await this.invoices.update(invoice);
      return { differences: differencesOf(invoice, outcome.value, heard) };
    });
  }

  /** The webhook that tells the id comes as soon as the invoice is sent to the customer. */
  private isLong(since: Date): boolean {
    return this.clock.now().getTime() - since.getTime() > 24 * 3_600_000;
  }
}

function findingOf({ id, externalId, state, vercelId }: Invoice, differences: readonly string[]): Found {
  return { subject: id, details: { externalId, state, ...(vercelId === null ? {} : { vercelId }), differences } };
}
