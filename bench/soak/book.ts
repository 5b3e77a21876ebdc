import type { HeldResource, Team } from '#libs/vercel-simulator';

/** A resource of which usage is told. */
export interface Metered {
  readonly id: string;
  readonly installationId: string;
  readonly plan: 'pro' | 'credits';
  /** Since when it is there, in milliseconds. */
  readonly since: number;
}

/** What has been accepted of what was done, as those know it who did it. */
export class Book {
  /** Teams that have come, those that have left again included. */
  readonly teams: Team[] = [];
  readonly metered = new Map<string, Metered>();
  /** Values of accepted events, in thousandths, by resource and event id. */
  readonly usage = new Map<string, Map<string, number>>();
  /** Of which usage is told no more. */
  readonly retired = new Set<string>();
  /** Of which somebody is changing something that Vercel has not heard the end of. */
  readonly busy = new Set<string>();
  /** What was refused on purpose, so that nothing may have come of it: names of resources. */
  readonly refused: string[] = [];
  /** Of whom Vercel has told. */
  readonly members = new Set<string>();
  readonly done = new Map<string, number>();

  count(what: string): void {
    this.done.set(what, (this.done.get(what) ?? 0) + 1);
  }

  /** Teams that are there. */
  present(): readonly Team[] {
    return this.teams.filter((team) => team.held()?.state === 'installed');
  }

  /** Resources that are there, and with which nobody is busy. */
  restful(): readonly { readonly team: Team; readonly resource: HeldResource }[] {
    return this.present().flatMap((team) =>
      [...team.installation().resources.values()]
        .filter(({ id }) => !this.busy.has(id) && !this.busy.has(team.installation().id))
        .map((resource) => ({ team, resource })),
    );
  }

  /** Thousandths of an hour of a resource. */
  usageOf(resourceId: string): number {
    return [...(this.usage.get(resourceId)?.values() ?? [])].reduce((sum, value) => sum + value, 0);
  }
}
