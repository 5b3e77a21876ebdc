import type { Final, InstallationAccess, Outcome, VercelApi } from '#libs/vercel-api';
import type { Invoice } from './invoice.entity.js';

/** What became of a call: all is well, it is to be made again in an hour, or Vercel refuses it for good and an operator is to look, for that reason. */
export type Verdict = 'fine' | 'later' | { readonly refused: string };

/** One call to Vercel about an invoice, made outside of any transaction; the other methods run in a unit of work, with the invoice locked. */
export interface InvoiceStep<Value = unknown> {
  call(api: VercelApi, access: InstallationAccess): Promise<Outcome<Value>>;
  done(invoice: Invoice, value: Value): Promise<Verdict>;
  refused(invoice: Invoice, refusal: Final): Promise<Verdict>;
}
