import type { VariableTarget, VariableWish, VercelVariable } from '#libs/vercel-api';
import type { LinkVariable } from './project-link.entity.js';
import type { SecretsVersion } from '../resources/index.js';

/** A variable as it is to be, and which of the two of its key it is. */
export interface WantedVariable {
  readonly slot: LinkVariable['slot'];
  readonly wish: VariableWish;
}

/** Where a link sets its variables, and how they are described there. */
export interface LinkTerms {
  readonly targets: readonly VariableTarget[];
  readonly comment: string;
}

/** What stands at Vercel and belongs to the link. */
export interface StandingVariable extends LinkVariable {
  readonly id: string;
  readonly target: readonly string[];
}

/** The variables that a link is to have: sensitive ones where the code runs, and encrypted ones for development, which Vercel takes no other of. */
export function wantedVariables(
  { secrets }: SecretsVersion,
  { targets, comment }: LinkTerms,
): readonly WantedVariable[] {
  const deployed = targets.filter((target) => target !== 'development');
  const slots = [
    ...(deployed.length > 0 ? [{ slot: 'deployed', type: 'sensitive', target: deployed } as const] : []),
    ...(targets.includes('development')
      ? [{ slot: 'development', type: 'encrypted', target: ['development'] } as const]
      : []),
  ];
  return secrets.flatMap(({ name: key, value }) =>
    slots.map(({ slot, type, target }) => ({ slot, wish: { key, value, type, target, comment } })),
  );
}

/** Of the variables of a project those of the link: written by it before, or made by this installation under one of the wanted keys and nobody else's. */
export function standingVariables(
  listed: readonly VercelVariable[],
  known: readonly LinkVariable[],
  own: { readonly installationId: string; readonly keys: ReadonlySet<string>; readonly others: ReadonlySet<string> },
): readonly StandingVariable[] {
  const byId = new Map(known.map((variable) => [variable.id, variable]));
  return listed.flatMap(({ id, key, target, configurationId }) => {
    const before = byId.get(id);
    const isOurs = configurationId === own.installationId && own.keys.has(key) && !own.others.has(id);
    if (before === undefined && !isOurs) return [];
    const slot = target.includes('development') ? 'development' : 'deployed';
    return [{ key, slot, id, version: before?.version ?? null, fault: null, target }];
  });
}

/** Whether it holds the version already, where it is wanted. */
export function isUpToDate({ version, target }: StandingVariable, { wish }: WantedVariable, present: number): boolean {
  const isThere = wish.target.length === target.length && wish.target.every((one) => target.includes(one));
  return isThere && version === present;
}

/** Whether both are the same variable. */
export function isSameVariable(
  one: Pick<LinkVariable, 'key' | 'slot'>,
  other: Pick<LinkVariable, 'key' | 'slot'>,
): boolean {
  return one.key === other.key && one.slot === other.slot;
}
