import { IsIn, IsString, Matches } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';
import { INVOICE_STANDINGS, type InvoiceStanding } from '../../billing/index.js';

/** Which page of the invoices of an installation. */
export class InvoicesPageQuery {
  /** `next` of the page before. */
  @MayBeAbsent()
  @IsString()
  readonly cursor?: string;

  /** 1 to 200, 50 when absent. */
  @MayBeAbsent()
  @IsString()
  readonly limit?: string;

  @MayBeAbsent()
  @IsIn(INVOICE_STANDINGS)
  readonly state?: InvoiceStanding;
}

/** What `GET /admin/v1/invoices` can be asked for. */
export class ListInvoicesQuery extends InvoicesPageQuery {
  @MayBeAbsent()
  @Matches(/^[\x21-\x7e]{1,256}$/, { message: 'must be the id of an installation' })
  readonly installationId?: string;
}
