import { Injectable } from '@nestjs/common';
import type { MemberSession } from '../../platform/auth/index.js';
import { BillingPreview, LedgerRepository } from '../billing/index.js';
import { Notifications } from '../notifications/index.js';
import { day, dollars, type Moment } from './format.js';
import { type Notice, noticeOf } from './notices.js';
import { type OwnResource, OwnResources } from './own-resources.service.js';
import { type Paged, paged } from './pager.js';
import { resourcePath } from './resource-head.js';
import { type ResourceLine, resourceLine } from './resource-line.js';

const SEVERITY = ['bad', 'warn', 'note'];

/** What an installation looks like at a glance. */
interface Overview {
  readonly notices: readonly Notice[];
  readonly resources: Paged<ResourceLine>;
  readonly cost: string;
  readonly periodEnd: Moment;
  /** What is left of credits, all together; null where there are none. */
  readonly credits: string | null;
  /** How many wait for the customer. */
  readonly waiting: number;
}

/** Puts together the first page. */
@Injectable()
export class Overviews {
  constructor(
    private readonly resources: OwnResources,
    private readonly notifications: Notifications,
    private readonly preview: BillingPreview,
    private readonly ledger: LedgerRepository,
  ) {}

  async of({ installationId }: MemberSession, number: unknown): Promise<Overview> {
    const own = await this.resources.list(installationId);
    const { rated, period } = await this.preview.costs(installationId);
    const balances = await this.ledger.balances(installationId);
    const credits = [...balances.values()].reduce((sum, cents) => sum + cents, 0);
    return {
      notices: await this.notices(installationId, own),
      resources: paged(own.map(resourceLine), number),
      cost: dollars(rated.cents),
      periodEnd: day(period.end),
      credits: balances.size === 0 ? null : dollars(credits),
      waiting: own.filter(({ resource }) => resource.state === 'onboarding').length,
    };
  }

  private async notices(installationId: string, own: readonly OwnResource[]): Promise<readonly Notice[]> {
    const ofInstallation = await this.notifications.raisedOn({ installationId });
    const ids = own.map(({ resource }) => resource.id);
    const shown = await this.notifications.shownOnResources(installationId, ids);
    const ofResources = own.flatMap(({ resource: { id, name } }) => {
      const said = shown.get(id);
      return said === undefined ? [] : [noticeOf(said, { name, path: resourcePath(id) })];
    });
    const all = [...ofInstallation.map((said) => noticeOf(said)), ...ofResources];
    return all.toSorted((a, b) => SEVERITY.indexOf(a.tone) - SEVERITY.indexOf(b.tone));
  }
}
