import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { amountOf, centsOf, Exact } from '#libs/money';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput, NotFound } from '../../platform/errors/index.js';
import {
  ADMIN_READ_FAILURES,
  ADMIN_WRITE_FAILURES,
  Answers,
  cursorAfter,
  PageQuery,
  readPage,
} from '../../platform/http/index.js';
import { NeedsKey } from '../../platform/idempotency/index.js';
import { type BillingDiscount, BillingDiscountRepository, CustomerDiscounts } from '../billing/index.js';
import { InstallationRepository } from '../installations/index.js';
import { DiscountRequest } from './dto/discount.request.js';
import { AdminCustomerDiscountResponse, AdminCustomerDiscountsResponse } from './dto/discount.response.js';
import { ReasonRequest } from './dto/reason.request.js';
import { Standings } from './standings.service.js';

const DISCOUNT = { status: 200, type: AdminCustomerDiscountResponse, description: 'The discount' };
/** Of a percentage. */
const PLACES = 4;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A time of day without a zone would be that of whichever machine reads it. */
const INSTANT = /^[\d-]+(?:T.+(?:Z|[+-]\d{2}:\d{2}))?$/;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What single customers pay less, for operators. */
@Controller('admin/v1/installations/:installationId/billing/discounts')
export class AdminDiscountsController {
  constructor(
    private readonly discounts: BillingDiscountRepository,
    private readonly customers: CustomerDiscounts,
    private readonly installations: InstallationRepository,
  ) {}

  /** All discounts of an installation, those that have ended included. */
  @Get()
  @Answers({ status: 200, type: AdminCustomerDiscountsResponse, description: 'A page of discounts' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async list(
    @Param('installationId') given: string,
    @Query() query: PageQuery,
  ): Promise<AdminCustomerDiscountsResponse> {
    const page = readPage(query);
    const after = readPlace(page.after);
    const id = Standings.readId(given, 'Installation');
    if ((await this.installations.find(id)) === null) throw new NotFound('Installation');
    const discounts = await this.discounts.listPage(id, after, page.limit);
    const last = discounts.at(page.limit - 1);
    return { discounts: discounts.map(show), ...(last === undefined ? {} : { next: cursorAfter(last.id) }) };
  }

  /** Lets the customer pay less from the present period on. */
  @Post()
  @Answers(DISCOUNT, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('money')
  @NeedsKey()
  async grant(
    @Param('installationId') given: string,
    @Body() { reason, endsAt, ...terms }: DiscountRequest,
  ): Promise<AdminCustomerDiscountResponse> {
    const until = endsAt === undefined ? {} : { endsAt: readInstant(endsAt) };
    return show(await this.customers.grant(Standings.readId(given, 'Installation'), { ...terms, ...until }, reason));
  }

  /** The present period is the last one in which it counts. */
  @Delete(':discountId')
  @Answers(DISCOUNT, ADMIN_WRITE_FAILURES)
  @Operator('money')
  async end(
    @Param('installationId') given: string,
    @Param('discountId') id: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<AdminCustomerDiscountResponse> {
    if (!UUID.test(id)) throw new NotFound('Discount');
    return show(await this.customers.end(Standings.readId(given, 'Installation'), id, reason));
  }
}

function readPlace(after: string): string {
  if (after === '') return BEFORE_ALL;
  if (UUID.test(after)) return after;
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function readInstant(text: string): Date {
  if (INSTANT.test(text)) return new Date(text);
  throw new InvalidInput([{ key: 'endsAt', message: 'must tell its time zone' }]);
}

function show({
  id,
  name,
  planId,
  percentage,
  amount,
  startsAt,
  endsAt,
}: BillingDiscount): AdminCustomerDiscountResponse {
  return {
    id,
    name,
    ...(planId === null ? {} : { planId }),
    ...(percentage === null ? {} : { percentage: Exact.parse(percentage).toText(PLACES) }),
    ...(amount === null ? {} : { amount: amountOf(centsOf(amount)) }),
    startsAt: startsAt.toISOString(),
    ...(endsAt === null ? {} : { endsAt: endsAt.toISOString() }),
  };
}
