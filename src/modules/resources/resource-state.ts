import type { ResourceStatus } from '#libs/vercel-contract';

/**
 * `placed`: promised, the driver has not confirmed and nobody has an answer; `error`: the product has refused a change for good;
 * `removing`: gone for the customer, still there for the driver; `removed`: only the fact that it existed is left.
 */
export const RESOURCE_STATES = [
  'placed',
  'pending',
  'onboarding',
  'ready',
  'suspended',
  'error',
  'removing',
  'removed',
] as const;
/** One of them. */
export type ResourceState = (typeof RESOURCE_STATES)[number];

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

/** The state in Vercel's words; `resumed` is never said, since `ready` says as much. */
export function statusOf(state: ResourceState): ResourceStatus {
  return STATUS[state];
}

/** States in which the product, or the customer, has still to do something before it can be used. */
export const AWAITED: readonly ResourceState[] = ['pending', 'onboarding'];

/** States in which there is something to pay for. */
export const MADE: ReadonlySet<ResourceState> = new Set(['onboarding', 'ready', 'suspended', 'error']);

/** What the driver is asked for after an instance was made, the most urgent first. */
export const DRIVER_STEPS = ['suspend', 'resume', 'transfer', 'update'] as const;

/** One of `DRIVER_STEPS`. */
export type DriverStepName = (typeof DRIVER_STEPS)[number];

/** States in which an instance stands that can be suspended. */
export const SUSPENDABLE: readonly ResourceState[] = ['onboarding', 'ready', 'error'];
