import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { BillingPreview, LedgerRepository } from '../billing/index.js';
import { type CreditsView, creditsView } from './credits-view.js';
import { OwnResources } from './own-resources.service.js';
import { carriedIn, type PeriodView, type Section, periodView, sectionsOf } from './period-view.js';
import { type PlanView, planView } from './plan-view.js';
import { headOf, type ResourceHead } from './resource-head.js';

const ENTRIES = 20;

interface ResourceBilling {
  readonly head: ResourceHead;
  readonly plan: PlanView;
  readonly period: PeriodView;
  readonly section: Section | null;
  readonly credits: string | null;
}

const ALL = template<
  PeriodView & {
    readonly carried: string | null;
    readonly sections: readonly Section[];
    readonly credits: CreditsView | null;
  }
>('modules/dashboard/templates/billing');
const ONE = template<ResourceBilling>('modules/dashboard/templates/resource-billing');

/** What the present period costs so far, and what is left of credits. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
@Session()
export class BillingController {
  constructor(
    private readonly preview: BillingPreview,
    private readonly ledger: LedgerRepository,
    private readonly resources: OwnResources,
  ) {}

  @Get('billing')
  async all(
    @CurrentSession() { installationId }: MemberSession,
    @Query('before') before?: unknown,
  ): Promise<PageAnswer> {
    const preview = await this.preview.of(installationId);
    const balances = await this.ledger.balances(installationId);
    const { lines } = preview.rated;
    const names = await this.resources.names(installationId, [
      ...lines.map(({ resourceId }) => resourceId),
      ...balances.keys(),
    ]);
    const place = typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : null;
    const entries = balances.size === 0 ? [] : await this.ledger.findNewest(installationId, place, ENTRIES);
    const credits =
      balances.size === 0 ? null : creditsView(installationId, { balances, entries, names, most: ENTRIES });
    return page(ALL, 'Billing', {
      ...periodView(preview),
      carried: carriedIn(preview),
      sections: sectionsOf(preview.rated, names),
      credits,
    });
  }

  @Get('resources/:id/billing')
  async one(@CurrentSession() { installationId }: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const costs = await this.preview.costs(installationId);
    const balances = await this.ledger.balances(installationId);
    const { name } = own.resource;
    const section = sectionsOf(costs.rated, new Map([[id, name]])).find(({ resourceId }) => resourceId === id);
    return page(ONE, `Billing of ${name}`, {
      head: headOf(own, 'billing'),
      plan: planView(own),
      period: periodView(costs),
      section: section ?? null,
      credits: creditsView(installationId, { balances, entries: [], names: new Map(), most: ENTRIES }).of(id),
    });
  }
}
