import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { InvoiceRepository } from '../billing/index.js';
import { type InvoiceLine, invoiceLine, type InvoiceView, invoiceView } from './invoice-view.js';
import { OwnResources } from './own-resources.service.js';

const MOST = 100;
const LONGEST_NAME = 256;

const ALL = template<{ readonly invoices: readonly InvoiceLine[]; readonly isCut: boolean }>(
  'modules/dashboard/templates/invoices',
);
const ONE = template<InvoiceView>('modules/dashboard/templates/invoice');

/** What was invoiced. */
@ApiExcludeController()
@Controller('dashboard/invoices')
@Page()
@Session()
export class InvoicesController {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly resources: OwnResources,
  ) {}

  @Get()
  async list(@CurrentSession() { installationId }: MemberSession): Promise<PageAnswer> {
    const found = await this.invoices.findNewest(installationId, MOST + 1);
    const view = { invoices: found.slice(0, MOST).map(invoiceLine), isCut: found.length > MOST };
    return page(ALL, 'Invoices', view);
  }

  /** By our id, the number on it, or Vercel's id. */
  @Get(':name')
  async show(@CurrentSession() { installationId }: MemberSession, @Param('name') name: string): Promise<PageAnswer> {
    const isPossible = name.length <= LONGEST_NAME && isStorableText(name);
    const invoice = isPossible ? await this.invoices.findNamed(installationId, name) : null;
    if (invoice === null) throw new NotFound('Invoice');
    const names = await this.resources.names(
      installationId,
      invoice.items.map(({ resourceId }) => resourceId),
    );
    const view = invoiceView(invoice, names);
    return page(ONE, `Invoice ${view.period.start.text} to ${view.period.end.text}`, view);
  }
}
