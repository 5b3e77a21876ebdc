import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Events } from '../../../platform/events/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { InvoiceGivenUp } from './invoice.events.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { ADVANCE_INVOICE } from './jobs/advance-invoice.definition.js';

/** What operators do about invoices that wait for them. */
@Injectable()
export class InvoiceDesk {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Has one sent that was held, or was refused by Vercel; nothing where it is under way already. @throws NotFound, Conflict for one that was given up */
  send(id: string, action: 'invoice.released' | 'invoice.retried', reason: string): Promise<Invoice> {
    return this.change(id, { action, reason }, async (invoice) => {
      invoice.resume(this.clock.now());
      const { installationId } = invoice;
      if (invoice.state === 'prepared') await this.jobs.enqueue(ADVANCE_INVOICE, { installationId, invoiceId: id });
    });
  }

  /** Gives one up that waits; what it was for counts as not invoiced from then on. @throws NotFound, Conflict when Vercel may have it */
  giveUp(id: string, reason: string): Promise<Invoice> {
    return this.change(id, { action: 'invoice.given-up', reason }, async (invoice) => {
      const { installationId, externalId, totalCents, state } = invoice;
      invoice.giveUp(reason, this.clock.now());
      if (state === 'void') return;
      await this.invoices.deleteAccounts(invoice);
      await this.events.publish(new InvoiceGivenUp(installationId, externalId, totalCents));
    });
  }

  private change(
    id: string,
    { action, reason }: { readonly action: string; readonly reason: string },
    make: (invoice: Invoice) => Promise<void>,
  ): Promise<Invoice> {
    return this.unitOfWork.run(async () => {
      const invoice = await this.invoices.lockOfAnyone(id);
      const { installationId, state: from } = invoice;
      await make(invoice);
      if (invoice.state === from) return invoice;
      await this.invoices.update(invoice);
      this.audit.append({ installationId, action, subject: id, details: { from, to: invoice.state, reason } });
      return invoice;
    });
  }
}
