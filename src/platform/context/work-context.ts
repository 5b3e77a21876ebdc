import { AsyncLocalStorage } from 'node:async_hooks';

/** Who does something, as the audit log names it; `id` is a member, an account, a key's name or a job's name. */
export interface Actor {
  readonly kind: 'vercel-user' | 'vercel-system' | 'operator' | 'product' | 'job';
  readonly id: string | null;
}

/** On whose behalf the code in hand runs. */
export interface WorkContext {
  readonly actor: Actor;
  readonly requestId: string | null;
}

const current = new AsyncLocalStorage<WorkContext>();

/** Runs `work` on behalf of somebody; what it calls finds out through `workContext`. */
export function onBehalfOf<T>(context: WorkContext, work: () => T): T {
  return current.run(context, work);
}

/** On whose behalf the caller runs; null outside any request and job. */
export function workContext(): WorkContext | null {
  return current.getStore() ?? null;
}
