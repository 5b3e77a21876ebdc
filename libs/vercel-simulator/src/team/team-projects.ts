import { type HeldOwner, type HeldProject, type HeldVariable, newProject, type Target } from '../connect/held-owner.js';
import { newId } from '../ids.js';

/** A variable that a member sets by hand. */
export interface OwnVariable {
  readonly key: string;
  readonly value: string;
  readonly target?: readonly Target[];
}

/** The projects of a team or of a personal account, with their variables as Vercel holds them. */
export class TeamProjects {
  constructor(
    private readonly owner: HeldOwner,
    private readonly now: () => Date,
  ) {}

  /** Makes a project; nobody is told. */
  add(name: string): HeldProject {
    const project = newProject(name, this.now());
    this.owner.projects.set(project.id, project);
    return project;
  }

  /** All of them, the oldest first. */
  all(): readonly HeldProject[] {
    return [...this.owner.projects.values()];
  }

  /** The project of that name or id. */
  find(nameOrId: string): HeldProject {
    const found = this.all().find(({ id, name }) => id === nameOrId || name === nameOrId);
    if (found === undefined) throw new Error(`${this.owner.name} has no project ${nameOrId}`);
    return found;
  }

  /** The variables of a project. */
  variables(nameOrId: string): readonly HeldVariable[] {
    return [...this.find(nameOrId).variables.values()];
  }

  /** A member sets a variable by hand, which no integration owns. */
  setOwn(
    nameOrId: string,
    { key, value, target = ['production', 'preview', 'development'] }: OwnVariable,
  ): HeldVariable {
    const [id, now] = [newId(''), this.now()];
    const origin = { configurationId: null, customEnvironmentIds: [], gitBranch: null, comment: undefined };
    const held: HeldVariable = { id, key, value, target, type: 'encrypted', ...origin, createdAt: now, updatedAt: now };
    this.find(nameOrId).variables.set(id, held);
    return held;
  }

  /** A project goes, with its variables; nobody is told. */
  remove(nameOrId: string): void {
    this.owner.projects.delete(this.find(nameOrId).id);
  }
}
