import type { AccountAccess, CreatedVariables, Failure, VercelApi } from '#libs/vercel-api';
import type { SecretsVersion } from '../resources/index.js';
import type { LinkVariable } from './project-link.entity.js';
import {
  isSameVariable,
  isUpToDate,
  type LinkTerms,
  type StandingVariable,
  standingVariables,
  type WantedVariable,
  wantedVariables,
} from './variable-plan.js';

/** What a writing came to: what stands then and what was refused of it, or why it broke off, and what stands so far. */
export type Written =
  | { readonly kind: 'written'; readonly variables: readonly LinkVariable[] }
  | { readonly kind: 'broken-off'; readonly failure: Failure; readonly variables: readonly LinkVariable[] };

/** About the variables; what is about the project or the account is told by others. */
const REFUSALS = new Set([400, 409]);

type ErasableVariable = LinkVariable & { readonly id: string };

/** What is on record: of the link itself, and Vercel's ids of what belongs to others in the same project. */
interface Recorded {
  readonly known: readonly LinkVariable[];
  readonly others: ReadonlySet<string>;
}

const TAKEN = 'The project has a variable of this name already. Rename or delete it, and try again.';

/** Brings the variables of one project in line with a version of secrets: reads first, then changes what differs, so that any repetition is harmless. */
export class VariableWriter {
  private readonly variables: LinkVariable[] = [];
  private readonly gone = new Set<string>();

  constructor(
    private readonly api: VercelApi,
    private readonly access: AccountAccess,
    private readonly projectId: string,
  ) {}

  async write(present: SecretsVersion, terms: LinkTerms, record: Recorded): Promise<Written> {
    const { known, others } = record;
    const wanted = wantedVariables(present, terms);
    const keys = new Set(wanted.map(({ wish }) => wish.key));
    const list = await this.api.variables.list(this.access, this.projectId);
    if (list.kind !== 'done') return { kind: 'broken-off', failure: list, variables: known };
    const standing = standingVariables(list.value, known, {
      installationId: this.access.installationId,
      keys,
      others,
    });
    const failure =
      (await this.deleteAll(standing.filter((variable) => !wanted.some((want) => isWanted(want, variable))))) ??
      (await this.editAll(wanted, standing, present.version)) ??
      (await this.createAll(
        wanted.filter((want) => !standing.some((it) => isWanted(want, it))),
        present.version,
      ));
    const variables = [...this.variables, ...this.untouched(standing)];
    return failure === null ? { kind: 'written', variables } : { kind: 'broken-off', failure, variables };
  }

  /** Deletes what the link has on record; what is gone already is gone. */
  async erase(known: readonly LinkVariable[]): Promise<Written> {
    const standing = known.flatMap((variable) => (variable.id === null ? [] : [{ ...variable, id: variable.id }]));
    const failure = await this.deleteAll(standing);
    const variables = this.untouched(standing);
    return failure === null ? { kind: 'written', variables: [] } : { kind: 'broken-off', failure, variables };
  }

  private untouched(standing: readonly ErasableVariable[]): readonly LinkVariable[] {
    const left = standing.filter(
      (variable) => !this.gone.has(variable.id) && !this.variables.some((it) => isSameVariable(it, variable)),
    );
    return left.map(({ key, slot, id, version, fault }) => ({ key, slot, id, version, fault }));
  }

  private async deleteAll(standing: readonly ErasableVariable[]): Promise<Failure | null> {
    for (const { id } of standing) {
      const outcome = await this.api.variables.delete(this.access, this.projectId, id);
      if (outcome.kind !== 'done' && !(outcome.kind === 'final' && outcome.status === 404)) return outcome;
      this.gone.add(id);
    }
    return null;
  }

  /** What holds the version already is left alone. */
  private async editAll(
    wanted: readonly WantedVariable[],
    standing: readonly StandingVariable[],
    version: number,
  ): Promise<Failure | null> {
    for (const want of wanted) {
      const variable = standing.find((it) => isWanted(want, it));
      if (variable === undefined || isUpToDate(variable, want, version)) continue;
      const outcome = await this.api.variables.edit(this.access, this.projectId, variable.id, want.wish);
      if (outcome.kind !== 'done' && outcome.kind !== 'final') return outcome;
      const fault = outcome.kind === 'final' ? `Vercel does not take it (${outcome.code}).` : null;
      const { key, slot, id } = variable;
      this.variables.push({ key, slot, id, version: fault === null ? version : variable.version, fault });
    }
    return null;
  }

  private async createAll(wanted: readonly WantedVariable[], version: number): Promise<Failure | null> {
    if (wanted.length === 0) return null;
    const wishes = wanted.map(({ wish }) => wish);
    const outcome = await this.api.variables.create(this.access, this.projectId, wishes);
    if (outcome.kind === 'final' && REFUSALS.has(outcome.status ?? 0)) {
      this.variables.push(...wanted.map((want) => refusedOf(want, outcome.code)));
      return null;
    }
    if (outcome.kind !== 'done') return outcome;
    this.variables.push(...wanted.map((want) => createdOf(want, outcome.value, version)));
    return null;
  }
}

function isWanted({ slot, wish }: WantedVariable, variable: Pick<LinkVariable, 'key' | 'slot'>): boolean {
  return isSameVariable({ key: wish.key, slot }, variable);
}

/** A 201 may still refuse some of them. */
function createdOf({ slot, wish: { key } }: WantedVariable, answer: CreatedVariables, version: number): LinkVariable {
  const made = answer.created.find(
    (variable) => variable.key === key && variable.target.includes('development') === (slot === 'development'),
  );
  if (made !== undefined) return { key, slot, id: made.id, version, fault: null };
  const failure = answer.failed.find((failed) => failed.key === key) ?? answer.failed.find(({ key: named }) => !named);
  return refusedOf({ slot, wish: { key } }, failure?.code ?? 'without a reason');
}

function refusedOf(
  { slot, wish: { key } }: { readonly slot: WantedVariable['slot']; readonly wish: { readonly key: string } },
  code: string,
): LinkVariable {
  const isTaken = /EXIST|CONFLICT/i.test(code);
  return { key, slot, id: null, version: null, fault: isTaken ? TAKEN : `Vercel does not take it (${code}).` };
}
