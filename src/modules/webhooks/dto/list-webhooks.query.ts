import { IsIn } from 'class-validator';
import { MayBeAbsent, MayName, PageQuery } from '../../../platform/http/index.js';

const STATES = ['stored', 'handled'] as const;

/** What `GET /admin/v1/webhooks` can be asked for. */
export class ListWebhooksQuery extends PageQuery {
  /** Vercel's type. @example marketplace.member.changed */
  @MayName('a type of event')
  readonly type?: string;

  /** Those that concern this installation. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  @MayName('the id of an installation')
  readonly installationId?: string;

  /** `stored`: it waits to be worked off. @example stored */
  @MayBeAbsent()
  @IsIn(STATES)
  readonly state?: (typeof STATES)[number];
}
