import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../../platform/events/index.js';
import { InstallationPurging } from '../../installations/index.js';
import { InvoiceRepository } from './invoice.repository.js';

/** What becomes of the invoices of a customer who has left: they stay readable for as long as anything of hers is kept. */
@Injectable()
export class InvoicesListener {
  constructor(private readonly invoices: InvoiceRepository) {}

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.invoices.deleteSome(event.installationId, event.limit));
  }
}
