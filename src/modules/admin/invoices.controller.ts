import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput, NotFound } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, readPage } from '../../platform/http/index.js';
import { InvoiceRepository, RefundRepository } from '../billing/index.js';
import { InstallationRepository } from '../installations/index.js';
import { AdminInvoiceDetailResponse, AdminInvoicesResponse } from './dto/invoice.response.js';
import { InvoicesPageQuery, ListInvoicesQuery } from './dto/list-invoices.query.js';
import { showInvoice, showWhole } from './invoice.view.js';
import { Standings } from './standings.service.js';

const PAGE = { status: 200, type: AdminInvoicesResponse, description: 'A page of invoices' };
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Invoices, for operators. */
@Controller('admin/v1')
export class AdminInvoicesController {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly refunds: RefundRepository,
    private readonly installations: InstallationRepository,
  ) {}

  /** Invoices of all installations, or of one, in all states or in one. */
  @Get('invoices')
  @Answers(PAGE, ADMIN_READ_FAILURES)
  @Operator('read')
  list(@Query() query: ListInvoicesQuery): Promise<AdminInvoicesResponse> {
    return this.page(query, query.installationId ?? null);
  }

  /** An invoice with its lines, what it is for, and what was asked back. */
  @Get('invoices/:id')
  @Answers({ status: 200, type: AdminInvoiceDetailResponse, description: 'The invoice' }, [...ADMIN_READ_FAILURES, 404])
  @Operator('read')
  async show(@Param('id') id: string): Promise<AdminInvoiceDetailResponse> {
    const invoice = await this.invoices.getOfAnyone(id);
    const [accounts, refunds] = [await this.invoices.findAccounts(invoice), await this.refunds.findOf(invoice)];
    return showWhole(invoice, { accounts, refunds });
  }

  /** The invoices of an installation, also after it has left. */
  @Get('installations/:installationId/billing/invoices')
  @Answers(PAGE, [...ADMIN_READ_FAILURES, 404])
  @Operator('read')
  async listOfOne(
    @Param('installationId') given: string,
    @Query() query: InvoicesPageQuery,
  ): Promise<AdminInvoicesResponse> {
    const id = Standings.readId(given, 'Installation');
    if ((await this.installations.find(id)) === null) throw new NotFound('Installation');
    return this.page(query, id);
  }

  private async page(query: InvoicesPageQuery, installationId: string | null): Promise<AdminInvoicesResponse> {
    const page = readPage(query);
    const filter = { installationId, state: query.state ?? null };
    const found = await this.invoices.listPage(filter, readPlace(page.after), page.limit);
    const last = found.at(page.limit - 1);
    return { invoices: found.map(showInvoice), ...(last === undefined ? {} : { next: cursorAfter(last.id) }) };
  }
}

function readPlace(after: string): string {
  if (after === '') return BEFORE_ALL;
  if (UUID.test(after)) return after;
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}
