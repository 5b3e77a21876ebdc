import { Controller, Get, Param } from '@nestjs/common';
import { amountOf } from '#libs/money';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers } from '../../platform/http/index.js';
import { BillingPreview, type Preview } from '../billing/index.js';
import type { AdminDiscountResponse, AdminLineResponse } from './dto/billing-preview.response.js';
import { AdminBillingPreviewResponse } from './dto/billing-preview.response.js';
import { Standings } from './standings.service.js';

type Line = Preview['rated']['lines'][number];
type Position = Preview['rated']['discounts'][number];

/** What customers owe, for operators. */
@Controller('admin/v1/installations/:installationId/billing')
export class AdminBillingController {
  constructor(private readonly preview: BillingPreview) {}

  /** What would be invoiced to the installation now, line by line, and why. Nothing is written or sent. */
  @Get('preview')
  @Answers({ status: 200, type: AdminBillingPreviewResponse, description: 'What the present period costs so far' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async show(@Param('installationId') given: string): Promise<AdminBillingPreviewResponse> {
    const { period, until, rated, invoices, unpriced } = await this.preview.of(Standings.readId(given, 'Installation'));
    return {
      period: intervalOf(period),
      until: until.toISOString(),
      lines: rated.lines.map(lineOf),
      discounts: rated.discounts.map(positionOf),
      total: amountOf(rated.cents),
      invoices: invoices.map(({ billed, cents, decision }) => ({ billed, total: amountOf(cents), decision })),
      unpriced: unpriced.map(({ resourceId, planId }) => subjectOf(resourceId, planId)),
    };
  }
}

interface Extent {
  readonly start: string;
  readonly end: string;
}

function intervalOf({ start, end }: Preview['period']): Extent {
  return { start: start.toISOString(), end: end.toISOString() };
}

function subjectOf(resourceId: string | null, billingPlanId: string): { resourceId?: string; billingPlanId: string } {
  return { ...(resourceId === null ? {} : { resourceId }), billingPlanId };
}

function positionOf(position: Position): AdminDiscountResponse {
  const { resourceId, planId, billed, name, details, cents } = position;
  return { ...subjectOf(resourceId, planId), billed, name, details, total: amountOf(cents), ...intervalOf(position) };
}

function lineOf(line: Line): AdminLineResponse {
  const { kind, price, quantity, units } = line;
  return Object.assign(positionOf(line), { kind, price, quantity, units });
}
