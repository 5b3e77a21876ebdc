import { Controller, Get, Param } from '@nestjs/common';
import { amountOf, signedAmountOf } from '#libs/money';
import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers } from '../../platform/http/index.js';
import { BillingPreview, type Preview } from '../billing/index.js';
import type {
  AdminDiscountResponse,
  AdminExpectedLineResponse,
  AdminLineResponse,
  AdminOutlookResponse,
} from './dto/billing-preview.response.js';
import { AdminBillingPreviewResponse } from './dto/billing-preview.response.js';
import { Standings } from './standings.service.js';

type Line = Preview['rated']['lines'][number];
type Position = Preview['rated']['discounts'][number];
type Outlook = NonNullable<Preview['outlook']>;

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
    const { period, until, rated, outlook, unpriced } = await this.preview.of(Standings.readId(given, 'Installation'));
    return {
      period: intervalOf(period),
      until: until.toISOString(),
      lines: rated.lines.map(lineOf),
      discounts: rated.discounts.map(positionOf),
      total: amountOf(rated.cents),
      ...(outlook === null ? {} : { outlook: outlookOf(outlook) }),
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

function outlookOf({ period, chargedCents, carriedCents, invoices, leftCents, isLast }: Outlook): AdminOutlookResponse {
  const becomes = isLast ? 'written-off' : 'carried-over';
  return {
    period: intervalOf(period),
    charged: signedAmountOf(chargedCents),
    carried: signedAmountOf(carriedCents),
    invoices: invoices.map((invoice) => ({
      kind: invoice.kind,
      period: intervalOf(invoice.period),
      total: amountOf(invoice.totalCents),
      items: invoice.items.map((item) => expectedOf(item, item.total)),
      discounts: invoice.discounts.map((discount) => expectedOf(discount, discount.amount)),
    })),
    ...(leftCents === 0 ? {} : { left: { total: signedAmountOf(leftCents), becomes } }),
  };
}

function expectedOf(part: BillingItem | BillingDiscount, total: string): AdminExpectedLineResponse {
  const { resourceId, billingPlanId, name, details, start, end } = part;
  return {
    ...(resourceId === undefined ? {} : { resourceId }),
    billingPlanId,
    name,
    ...(details === undefined ? {} : { details }),
    total,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  };
}
