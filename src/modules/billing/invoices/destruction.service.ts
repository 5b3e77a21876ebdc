import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { RemovalService, ResourcePushes, ResourceRepository } from '../../resources/index.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { StillOverdue } from './still-overdue.service.js';

/** The end of what was not paid for: the product removes it, and Vercel is told. Only where the operator allows it. */
@Injectable()
export class Destruction {
  constructor(
    private readonly vercel: StillOverdue,
    private readonly invoices: InvoiceRepository,
    private readonly resources: ResourceRepository,
    private readonly removal: RemovalService,
    private readonly pushes: ResourcePushes,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Outside of any transaction. @throws Unavailable when Vercel does not say now whether the invoice is still overdue */
  async destroyUnpaid(installationId: string, id: string): Promise<void> {
    const invoice = await this.invoices.find(installationId, id);
    if (!invoice?.destroyAt) return;
    const said = await this.vercel.ask(invoice);
    await this.unitOfWork.run(async () => {
      const current = await this.invoices.lock(installationId, id);
      if (!current?.destroyAt || said === 'unknown') return;
      if (said === 'overdue') await this.destroy(current);
      else current.nudge(current.stateSince);
      await this.invoices.update(current);
    });
  }

  private async destroy(invoice: Invoice): Promise<void> {
    const { installationId, id } = invoice;
    invoice.noteDestruction();
    const resources = await this.resourcesOf(invoice);
    for (const resourceId of resources) {
      await this.removal.start(installationId, resourceId);
      await this.pushes.request(installationId, resourceId, 'deleted');
    }
    this.audit.append({ installationId, action: 'invoice.resources-destroyed', subject: id, details: { resources } });
  }

  /** Those that are still the customer's; all of them where the invoice is for the installation as a whole. */
  private async resourcesOf(invoice: Invoice): Promise<readonly string[]> {
    const live = await this.resources.findLive(invoice.installationId);
    const billed = new Set((await this.invoices.findAccounts(invoice)).map(({ resourceId }) => resourceId));
    return live.map(({ id }) => id).filter((id) => billed.has('') || billed.has(id));
  }
}
