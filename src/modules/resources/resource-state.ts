import type { ResourceStatus } from '#libs/vercel-contract';

/**
 * `placed`: promised, the driver has not confirmed and nobody has an answer; `removing`: gone for the customer, still there
 * for the driver; `removed`: only the fact that it existed is left.
 */
export type ResourceState =
  'placed' | 'pending' | 'onboarding' | 'ready' | 'suspended' | 'error' | 'removing' | 'removed';

const STATUS: Readonly<Record<ResourceState, ResourceStatus>> = {
  placed: 'pending',
  pending: 'pending',
  onboarding: 'onboarding',
  ready: 'ready',
  suspended: 'suspended',
  error: 'error',
  removing: 'uninstalled',
  removed: 'uninstalled',
};

/** The state in Vercel's words. */
export function statusOf(state: ResourceState): ResourceStatus {
  return STATUS[state];
}
