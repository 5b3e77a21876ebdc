import { marketplaceGetInvoice } from '@vercel/sdk/funcs/marketplaceGetInvoice.js';
import { marketplaceSubmitInvoice } from '@vercel/sdk/funcs/marketplaceSubmitInvoice.js';
import { marketplaceUpdateInvoice } from '@vercel/sdk/funcs/marketplaceUpdateInvoice.js';
import type { InstallationAccess } from '../access.js';
import { readInvoice, readSubmitted, type SubmittedInvoice, type VercelInvoice } from '../answers/invoice.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';
import { copies, discountCopies, type InvoiceSubmission } from './billing-bodies.js';

/** What is asked back of an invoice: a decimal string, at most what is left of its total. */
export interface RefundRequest {
  readonly total: string;
  readonly reason: string;
}

/** Calls about invoices (`vercel-api.md` 2.7). */
export class InvoiceCalls {
  constructor(private readonly caller: Caller) {}

  /**
   * `POST …/billing/invoices`. An unknown outcome is repeated under the same external id; `final` with 409 then means that it is there,
   * which is for the caller to adopt.
   */
  submit(access: InstallationAccess, invoice: InvoiceSubmission): Promise<Outcome<SubmittedInvoice>> {
    const { installationId } = access;
    const { items, discounts, ...rest } = invoice;
    const requestBody = { ...rest, items: copies(items), ...discountCopies(discounts) };
    return this.caller.call({
      endpoint: 'submit-invoice',
      access,
      ids: [installationId],
      body: invoice,
      write: (core) => marketplaceSubmitInvoice(core, { integrationConfigurationId: installationId, requestBody }),
      read: readSubmitted,
      repeatable: false,
      namesInstallationAlone: true,
    });
  }

  /** `GET …/billing/invoices/{invoiceId}`; not readable any more once the installation is finalized. */
  get(access: InstallationAccess, invoiceId: string): Promise<Outcome<VercelInvoice>> {
    const { installationId } = access;
    return this.caller.call({
      endpoint: 'get-invoice',
      access,
      ids: [installationId, invoiceId],
      write: (core) => marketplaceGetInvoice(core, { integrationConfigurationId: installationId, invoiceId }),
      read: (json) => {
        const invoice = readInvoice(json);
        return invoice?.invoiceId === invoiceId ? invoice : null;
      },
      repeatable: true,
      namesInstallationAlone: false,
    });
  }

  /** `POST …/billing/invoices/{invoiceId}/actions`: asks for a refund; `final` with 409 while another one is under way. */
  refund(access: InstallationAccess, invoiceId: string, { total, reason }: RefundRequest): Promise<Outcome<void>> {
    const { installationId } = access;
    const requestBody = { action: 'refund', reason, total } as const;
    return this.caller.call({
      endpoint: 'invoice-action',
      access,
      ids: [installationId, invoiceId],
      body: requestBody,
      write: (core) =>
        marketplaceUpdateInvoice(core, { integrationConfigurationId: installationId, invoiceId, requestBody }),
      repeatable: false,
      namesInstallationAlone: false,
    });
  }
}
