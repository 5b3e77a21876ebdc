import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { signedAmountOf, signedCentsOf } from '#libs/money';
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
import { CreditAdjustments, type Entry, LedgerRepository } from '../billing/index.js';
import { InstallationRepository } from '../installations/index.js';
import { AdjustmentRequest } from './dto/adjustment.request.js';
import { AdminBalancesResponse, AdminEntryResponse, AdminLedgerResponse } from './dto/credits.response.js';
import { Standings } from './standings.service.js';

const READ_FAILURES = [...ADMIN_READ_FAILURES, 404];

/** Prepaid credits, for operators. */
@Controller('admin/v1/installations/:installationId/billing')
export class AdminCreditsController {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly adjustments: CreditAdjustments,
    private readonly installations: InstallationRepository,
  ) {}

  /** What is left of the credits of an installation and its resources. */
  @Get('balances')
  @Answers({ status: 200, type: AdminBalancesResponse, description: 'What is left' }, READ_FAILURES)
  @Operator('read')
  async balances(@Param('installationId') given: string): Promise<AdminBalancesResponse> {
    const id = await this.known(given);
    const balances = [...(await this.ledger.balances(id))].map(([holder, cents]) => ({
      ...(holder === id ? {} : { resourceId: holder }),
      amount: signedAmountOf(cents),
    }));
    return { balances };
  }

  /** Every change of a balance, the oldest first. */
  @Get('ledger')
  @Answers({ status: 200, type: AdminLedgerResponse, description: 'A page of entries' }, READ_FAILURES)
  @Operator('read')
  async list(@Param('installationId') given: string, @Query() query: PageQuery): Promise<AdminLedgerResponse> {
    const page = readPage(query);
    const after = readPlace(page.after);
    const id = await this.known(given);
    const entries = await this.ledger.list(id, after, page.limit);
    const last = entries.at(page.limit - 1);
    const next = last === undefined ? {} : { next: cursorAfter(String(last.number)) };
    return { entries: entries.map((entry) => show(id, entry)), ...next };
  }

  /** Gives credits, or takes them whatever is left. */
  @Post('adjustments')
  @Answers({ status: 200, type: AdminEntryResponse, description: 'The entry' }, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('money')
  @NeedsKey()
  async adjust(
    @Param('installationId') given: string,
    @Body() { amount, resourceId, reason }: AdjustmentRequest,
  ): Promise<AdminEntryResponse> {
    const id = Standings.readId(given, 'Installation');
    const whose = resourceId === undefined ? {} : { resourceId };
    return show(id, await this.adjustments.adjust(id, { cents: signedCentsOf(amount), reason, ...whose }));
  }

  private async known(given: string): Promise<string> {
    const id = Standings.readId(given, 'Installation');
    if ((await this.installations.find(id)) === null) throw new NotFound('Installation');
    return id;
  }
}

function readPlace(after: string): number {
  if (/^\d{0,15}$/.test(after)) return Number(after);
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function show(
  installationId: string,
  { number, at, holder, kind, cents, reference, details }: Entry,
): AdminEntryResponse {
  const whose = holder === installationId ? {} : { resourceId: holder };
  return {
    number,
    at: at.toISOString(),
    ...whose,
    amount: signedAmountOf(cents),
    kind,
    reference,
    details: { ...details },
  };
}
