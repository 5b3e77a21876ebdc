import type { HeldProject, HeldVariable } from '../connect/held-owner.js';
import { newId } from '../ids.js';
import { type RestCall, seesVariable } from './rest-call.js';
import { conflict, rivals, roomFault, type VariableFault, type VariableWish, wishFault } from './variable-rules.js';

/** A variable that was written, or why it was not. */
export type WriteOutcome =
  { readonly held: HeldVariable } | { readonly fault: VariableFault; readonly wish: VariableWish };

/** Adds a variable; an upsert writes over those of its name that are the integration's own, never over another's. */
export function writeVariable(
  call: RestCall,
  project: HeldProject,
  { wish, mode }: { readonly wish: VariableWish; readonly mode: 'insert' | 'upsert' },
): WriteOutcome {
  const inTheWay = rivals(project, wish);
  const isOurs = inTheWay.every((held) => seesVariable(call, held));
  const taken = inTheWay.length > 0 && !(mode === 'upsert' && isOurs) ? conflict(wish) : undefined;
  const fault = wishFault(wish) ?? taken ?? roomFault(project, wish);
  if (fault !== undefined) return { fault, wish };
  for (const { id } of inTheWay.slice(1)) project.variables.delete(id);
  const held = variableOf(call, wish, inTheWay[0]);
  project.variables.set(held.id, held);
  return { held };
}

function variableOf({ connection, now }: RestCall, wish: VariableWish, before?: HeldVariable): HeldVariable {
  return {
    id: before?.id ?? newId(''),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    configurationId: connection.id,
    key: wish.key,
    value: wish.value,
    type: wish.type as HeldVariable['type'],
    target: wish.target ?? [],
    customEnvironmentIds: wish.customEnvironmentIds ?? [],
    gitBranch: wish.gitBranch ?? null,
    comment: wish.comment,
  };
}
