import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { centsOf } from '#libs/money';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput } from '../../platform/errors/index.js';
import { ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { InvoiceDesk, Refunds } from '../billing/index.js';
import { AdminInvoiceResponse, AdminRefundResponse } from './dto/invoice.response.js';
import { ReasonRequest } from './dto/reason.request.js';
import { RefundRequest } from './dto/refund.request.js';
import { showInvoice, showRefund } from './invoice.view.js';

const INVOICE = { status: 200, type: AdminInvoiceResponse, description: 'Where it stands' };
const KEY = 'Idempotency-Key';
const PLAIN_KEY = /^[\x20-\x7e]{1,255}$/;

/** What operators do about an invoice. */
@Controller('admin/v1/invoices/:id')
export class InvoiceActionsController {
  constructor(
    private readonly desk: InvoiceDesk,
    private readonly refunds: Refunds,
  ) {}

  /** Has one sent that was held; a repeat changes nothing. */
  @Post('release')
  @Answers(INVOICE, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async release(@Param('id') id: string, @Body() { reason }: ReasonRequest): Promise<AdminInvoiceResponse> {
    return showInvoice(await this.desk.send(id, 'invoice.released', reason));
  }

  /** Sends one again that Vercel has refused; a repeat changes nothing. */
  @Post('retry')
  @Answers(INVOICE, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async retry(@Param('id') id: string, @Body() { reason }: ReasonRequest): Promise<AdminInvoiceResponse> {
    return showInvoice(await this.desk.send(id, 'invoice.retried', reason));
  }

  /** Gives one up that is held or was refused by Vercel: it will never be sent. */
  @Post('void')
  @Answers(INVOICE, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async giveUp(@Param('id') id: string, @Body() { reason }: ReasonRequest): Promise<AdminInvoiceResponse> {
    return showInvoice(await this.desk.giveUp(id, reason));
  }

  /** Gives back all or a part of it, once for each `Idempotency-Key`; Vercel is asked afterwards. */
  @Post('refunds')
  @ApiHeader({ name: KEY, required: true, description: 'Names this refund: under the same key there is one' })
  @Answers({ status: 202, type: AdminRefundResponse, description: 'How far it is' }, [...ADMIN_WRITE_FAILURES, 422])
  @HttpCode(202)
  @Operator('money')
  async refund(
    @Param('id') id: string,
    @Body() { amount, reason }: RefundRequest,
    @Headers(KEY) key?: string,
  ): Promise<AdminRefundResponse> {
    const requestKey = readKey(key);
    return showRefund(await this.refunds.ask(id, { requestKey, cents: centsOf(amount), reason }));
  }
}

function readKey(key: string | undefined): string {
  if (key !== undefined && PLAIN_KEY.test(key)) return key;
  throw new InvalidInput([{ key: KEY, message: 'is required: 1 to 255 printable characters' }]);
}
