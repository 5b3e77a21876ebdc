import type { Fields } from '#libs/vercel-webhooks';

/**
 * Something that Vercel says has happened. It is a nudge: it may come twice, late and in any order, so whoever listens moves
 * only forward by `happenedAt`, or reads the truth again.
 */
export class VercelEvent {
  constructor(
    /** As in Vercel's list, such as `marketplace.member.changed`. */
    readonly type: string,
    /** By Vercel's clock; where Vercel did not say, when it came. */
    readonly happenedAt: Date,
    /** Those that it concerns, on record or not; most types concern one. */
    readonly installationIds: readonly string[],
    /** Unchecked. */
    readonly payload: Fields,
  ) {}
}
