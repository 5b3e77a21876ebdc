import type { PlanDetail } from '#libs/vercel-contract';
import type { OwnResource } from './own-resources.service.js';

/** A plan in the words of the catalog. */
export interface PlanView {
  readonly name: string;
  readonly description: string | null;
  readonly cost: string | null;
  readonly details: readonly PlanDetail[];
}

const NOT_BILLED = 'You had it before and have linked it. It is not billed through Vercel.';

/** The plan that a resource is on; of one that is not offered any more only its name is known. */
export function planView({ resource, product, planName }: OwnResource): PlanView {
  if (resource.isLinked) return { name: planName, description: NOT_BILLED, cost: null, details: [] };
  const plan = product?.findPlan(resource.planId)?.toBillingPlan();
  const { description = null, cost = null, details = [] } = plan ?? {};
  return { name: planName, description, cost, details };
}
