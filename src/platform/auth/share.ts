import { onBehalfOf } from '../context/index.js';
import type { GuardedRequest } from './access.js';

/** Runs what the guard asks the database in the share of who calls, though it is not known yet whether it may. */
export function inShare<T>({ id: requestId, share }: GuardedRequest, work: () => T): T {
  return onBehalfOf({ actor: null, requestId, share }, work);
}
