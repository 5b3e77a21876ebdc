import { IsIn, IsString, Matches } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

const STATES = ['stored', 'handled'] as const;
const PLAIN = /^[\x21-\x7e]{1,256}$/;

/** What `GET /admin/v1/webhooks` can be asked for. */
export class ListWebhooksQuery {
  /** Vercel's type. @example marketplace.member.changed */
  @MayBeAbsent()
  @Matches(PLAIN, { message: 'must be a type of event' })
  readonly type?: string;

  /** Those that concern this installation. */
  @MayBeAbsent()
  @Matches(PLAIN, { message: 'must be the id of an installation' })
  readonly installationId?: string;

  /** `stored`: it waits to be worked off. */
  @MayBeAbsent()
  @IsIn(STATES)
  readonly state?: (typeof STATES)[number];

  /** `next` of the page before. */
  @MayBeAbsent()
  @IsString()
  readonly cursor?: string;

  /** 1 to 200, 50 when absent. */
  @MayBeAbsent()
  @IsString()
  readonly limit?: string;
}
