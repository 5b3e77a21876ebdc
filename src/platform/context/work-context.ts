import { AsyncLocalStorage } from 'node:async_hooks';

/** Who does something, as the audit log names it; `id` is a member, an account, a key's name or a job's name. */
export interface Actor {
  readonly kind: 'vercel-user' | 'vercel-system' | 'operator' | 'product' | 'job';
  readonly id: string | null;
}

/** On whose behalf the code in hand runs. */
export interface WorkContext {
  /** Null for who is not known, or not yet. */
  readonly actor: Actor | null;
  readonly requestId: string | null;
  /** Whose share of the connections to the database the work takes; without it there is no bound to what it takes. */
  readonly share?: string | undefined;
}

const current = new AsyncLocalStorage<WorkContext>();

/** Runs `work` on behalf of somebody; what it calls finds out through `workContext`. */
export function onBehalfOf<T>(context: WorkContext, work: () => T): T {
  return current.run(context, work);
}

/** Runs `work` in the same context without a bound: for what keeps alive that which waits. */
export function outsideShare<T>(work: () => T): T {
  const context = current.getStore();
  return context === undefined ? work() : current.run({ ...context, share: undefined }, work);
}

/** On whose behalf the caller runs; null outside any request and job. */
export function workContext(): WorkContext | null {
  return current.getStore() ?? null;
}
