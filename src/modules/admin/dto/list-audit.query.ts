import { IsIn, IsISO8601, Matches } from 'class-validator';
import { MayBeAbsent, MayName, PageQuery } from '../../../platform/http/index.js';

const ACTOR_KINDS = ['vercel-user', 'vercel-system', 'operator', 'product', 'job'] as const;

/** What `GET /admin/v1/audit` can be asked for. */
export class ListAuditQuery extends PageQuery {
  /** What happened to one installation; also after it has left. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  @MayName('the id of an installation')
  readonly installationId?: string;

  /** How the action begins. @example resource. */
  @MayBeAbsent()
  @Matches(/^[a-z][a-z.-]{0,99}$/, { message: 'must be an action or how some begin' })
  readonly action?: string;

  /** Who did it. @example operator */
  @MayBeAbsent()
  @IsIn(ACTOR_KINDS)
  readonly actorKind?: (typeof ACTOR_KINDS)[number];

  /** Which of them: a member, an account, an operator, a kind of job. @example chief */
  @MayName('the id of an actor')
  readonly actorId?: string;

  /** What it was done to. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  @MayName('the id of a subject')
  readonly subject?: string;

  /** In which request, as in its answer and in the log. @example 01JJ4X7M3K5V8Z9Q2W6R1T0Y4N */
  @MayName('the id of a request')
  readonly requestId?: string;

  /** ISO 8601, inclusive. @example 2026-01-01T00:00:00Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly from?: string;

  /** ISO 8601, exclusive. @example 2026-02-01T00:00:00Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly to?: string;
}
