import type { HeldProject, HeldVariable, Target } from '../connect/held-owner.js';

/** A variable as a provider wishes it. */
export interface VariableWish {
  readonly key: string;
  readonly value: string;
  readonly type: HeldVariable['type'] | 'secret';
  readonly target?: readonly Target[];
  readonly customEnvironmentIds?: readonly string[];
  readonly gitBranch?: string | null;
  readonly comment?: string | undefined;
}

/** Why a variable is not taken. */
export interface VariableFault {
  readonly status: 400 | 409;
  readonly code: string;
  readonly message: string;
}

const MOST_VARIABLES = 1_000;
const MOST_BYTES = 64 * 1_024;
const TARGETS: readonly Target[] = ['production', 'preview', 'development'];

/** What is wrong with a variable by itself. */
export function wishFault({
  key,
  type,
  target = [],
  customEnvironmentIds = [],
  gitBranch,
}: VariableWish): VariableFault | undefined {
  if (!/^[A-Za-z_]\w{0,255}$/.test(key))
    return fault(
      'ENV_KEY_INVALID_CHARACTERS',
      `the name ${key} is made of other characters than letters, digits and _`,
    );
  if (type === 'secret') return fault('bad_request', 'the type secret is no longer supported');
  if (target.length === 0 && customEnvironmentIds.length === 0)
    return fault('ENV_MISSING_TARGET', 'at least one target is needed');
  if (gitBranch && !target.includes('preview'))
    return fault('ENV_GIT_BRANCH_TARGET', 'a git branch needs the target preview');
  if (type === 'sensitive' && target.includes('development'))
    return fault('ENV_SENSITIVE_TARGET', 'a sensitive variable cannot hold for development');
  return undefined;
}

/** The variables that would stand beside this one under the same name: same target, same branch. */
export function rivals(project: HeldProject, wish: VariableWish, selfId?: string): readonly HeldVariable[] {
  return [...project.variables.values()].filter(
    (other) =>
      other.id !== selfId &&
      other.key === wish.key &&
      (other.gitBranch ?? null) === (wish.gitBranch ?? null) &&
      overlaps(other, wish),
  );
}

/** 409 for a name that is taken. */
export function conflict({ key, target = [] }: VariableWish): VariableFault {
  return {
    status: 409,
    code: 'ENV_CONFLICT',
    message: `A variable with the name \`${key}\` already exists for the target ${target.join(',')}`,
  };
}

/** Why a project has no room for a variable: 1000 to an environment, 64 KB in all. */
export function roomFault(project: HeldProject, wish: VariableWish): VariableFault | undefined {
  const others = [...project.variables.values()].filter(({ key }) => key !== wish.key);
  for (const target of wish.target?.length ? wish.target : TARGETS) {
    const there = others.filter((other) => other.target.includes(target));
    if (there.length >= MOST_VARIABLES) return fault('ENV_TOO_MANY', `${target} has ${MOST_VARIABLES} variables`);
    const bytes = [...there, wish].reduce((sum, { key, value }) => sum + Buffer.byteLength(key + value), 0);
    if (bytes > MOST_BYTES) return fault('ENV_TOO_LARGE', `the variables of ${target} would be larger than 64 KB`);
  }
  return undefined;
}

function overlaps(other: HeldVariable, { target = [], customEnvironmentIds = [] }: VariableWish): boolean {
  const isSameTarget = target.some((it) => other.target.includes(it));
  return isSameTarget || customEnvironmentIds.some((it) => other.customEnvironmentIds.includes(it));
}

function fault(code: string, message: string): VariableFault {
  return { status: 400, code, message };
}
