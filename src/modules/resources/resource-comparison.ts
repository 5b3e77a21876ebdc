import type { VercelResource } from '#libs/vercel-api';
import type { Found } from '../installations/index.js';
import type { ResourcePushKind } from './resource-pushes.service.js';
import { statusOf } from './resource-state.js';
import type { Resource } from './resource.entity.js';

/** What has changed since is still on its way between Vercel and us. */
const SETTLED_AFTER_MS = 15 * 60_000;

type Compared = Pick<
  Resource,
  'id' | 'productSlug' | 'planId' | 'name' | 'state' | 'isLive' | 'isLinked' | 'updatedAt'
>;

/** What Vercel knows otherwise of a resource, in its own words. */
interface Known {
  readonly status?: string;
  readonly billingPlanId?: string;
  readonly name?: string;
}

/** What Vercel is to hear again: as it has it now, and as it is. */
interface Correction {
  readonly id: string;
  readonly kind: ResourcePushKind;
  readonly before: Known;
  readonly after: Known;
}

/** What Vercel is to hear, which linked ones are to be looked at more closely, and what somebody has to look at: `missing` at Vercel, `unknown` here. */
export interface Comparison {
  readonly pushes: readonly Correction[];
  readonly linked: readonly { readonly id: string; readonly atVercel: 'held' | 'missing' }[];
  readonly missing: readonly Found[];
  readonly unknown: readonly Found[];
}

/**
 * Ours are the truth of what both know. What only one side has is repaired where that destroys nothing: one that was removed here
 * is deleted at Vercel. A linked one may have been removed on either side without a word. Of the rest nobody can say which side is right.
 */
export function compare(ours: readonly Compared[], theirs: readonly VercelResource[], asked: Date): Comparison {
  const byId = new Map(ours.map((resource) => [resource.id, resource]));
  const held = new Set(theirs.map(({ id }) => id));
  const isSettled = ({ updatedAt }: Compared): boolean => asked.getTime() - updatedAt.getTime() >= SETTLED_AFTER_MS;
  const pairs = theirs.flatMap((their) => {
    const our = byId.get(their.id);
    return our === undefined || !isSettled(our) ? [] : [{ our, their }];
  });
  const pushes = pairs.flatMap(({ our, their }) => {
    const kind = correctionOf(our, their);
    return kind === null ? [] : [{ id: our.id, kind, ...differenceOf(our, their) }];
  });
  const settled = ours.filter((our) => our.isLive && our.state !== 'placed' && isSettled(our));
  const missing = settled.filter(({ id }) => !held.has(id));
  const unknown = theirs.filter(({ id }) => !byId.has(id));
  return {
    pushes,
    linked: settled
      .filter(({ isLinked }) => isLinked)
      .map(({ id }) => ({ id, atVercel: held.has(id) ? 'held' : 'missing' })),
    missing: missing
      .filter(({ isLinked }) => !isLinked)
      .map(({ id, productSlug, name }) => found(id, productSlug, name)),
    unknown: unknown.map(({ id, productId, name }) => found(id, productId, name)),
  };
}

function correctionOf(our: Compared, their: VercelResource): ResourcePushKind | null {
  if (!our.isLive) return 'deleted';
  if (our.state === 'placed') return null;
  const status = their.status === 'resumed' ? 'ready' : their.status;
  if (status !== undefined && status !== statusOf(our.state)) return 'status';
  const hasOtherPlan = !our.isLinked && their.billingPlanId !== undefined && their.billingPlanId !== our.planId;
  return hasOtherPlan || their.name !== our.name ? 'updated' : null;
}

/** Only what differs. Names are the customer's own words, so that it is told that they differ and not how. */
function differenceOf(our: Compared, their: VercelResource): Pick<Correction, 'before' | 'after'> {
  const status = statusOf(our.state);
  const plan = our.isLinked ? undefined : their.billingPlanId;
  const isOfStatus = their.status !== undefined && their.status !== status;
  const isOfPlan = plan !== undefined && plan !== our.planId;
  return {
    before: {
      ...(isOfStatus ? { status: their.status } : {}),
      ...(isOfPlan ? { billingPlanId: plan } : {}),
      ...(their.name === our.name ? {} : { name: their.name }),
    },
    after: {
      ...(isOfStatus ? { status } : {}),
      ...(isOfPlan ? { billingPlanId: our.planId } : {}),
      ...(their.name === our.name ? {} : { name: our.name }),
    },
  };
}

function found(id: string, productId: string, name: string): Found {
  return { subject: id, details: { productId, name } };
}
