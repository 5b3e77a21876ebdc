import type { HeldDrain, HeldLogDrain } from './held-drain.js';
import { newId } from '../ids.js';

/** Where a variable holds. */
export type Target = 'production' | 'preview' | 'development';

/** An environment variable as Vercel holds it; `configurationId` names the integration's installation that owns it. */
export interface HeldVariable {
  readonly id: string;
  readonly createdAt: Date;
  readonly configurationId: string | null;
  key: string;
  value: string;
  type: 'system' | 'encrypted' | 'plain' | 'sensitive';
  target: readonly Target[];
  customEnvironmentIds: readonly string[];
  gitBranch: string | null;
  comment: string | undefined;
  updatedAt: Date;
}

/** A project with its variables, in the order in which they were made. */
export interface HeldProject {
  readonly id: string;
  readonly createdAt: Date;
  name: string;
  readonly variables: Map<string, HeldVariable>;
}

/** What owns projects and installs integrations: a team, or a personal account. */
export interface HeldOwner {
  readonly id: string;
  readonly kind: 'team' | 'user';
  readonly name: string;
  readonly slug: string;
  /** The user who acts, which of a personal account is the owner itself. */
  readonly user: HeldUser;
  /** The newest one last. */
  readonly projects: Map<string, HeldProject>;
  readonly drains: Map<string, HeldDrain>;
  readonly logDrains: Map<string, HeldLogDrain>;
  /** Log drains need a paid plan. */
  plan: 'hobby' | 'pro';
}

/** A person on Vercel. */
export interface HeldUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly username: string;
}

/** An owner without projects, on a paid plan. */
export function newOwner(identity: Pick<HeldOwner, 'id' | 'kind' | 'name' | 'slug' | 'user'>): HeldOwner {
  return { ...identity, projects: new Map(), drains: new Map(), logDrains: new Map(), plan: 'pro' };
}

/** A project without variables. */
export function newProject(name: string, now: Date): HeldProject {
  return { id: newId('prj_'), name, createdAt: now, variables: new Map() };
}
