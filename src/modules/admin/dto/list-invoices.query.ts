import { IsIn } from 'class-validator';
import { MayBeAbsent, MayName, PageQuery } from '../../../platform/http/index.js';
import { INVOICE_STANDINGS, type InvoiceStanding } from '../../billing/index.js';

/** Which page of the invoices of an installation. */
export class InvoicesPageQuery extends PageQuery {
  /** Where it stands. @example paid */
  @MayBeAbsent()
  @IsIn(INVOICE_STANDINGS)
  readonly state?: InvoiceStanding;
}

/** What `GET /admin/v1/invoices` can be asked for. */
export class ListInvoicesQuery extends InvoicesPageQuery {
  /** Those of one installation. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  @MayName('the id of an installation')
  readonly installationId?: string;
}
