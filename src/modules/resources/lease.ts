/** Longer than any call to a driver takes: who has not let go by then is taken for dead. */
export const LEASE_SECONDS = 120;

/** The end of a lease that is taken now. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_SECONDS * 1_000);
}
