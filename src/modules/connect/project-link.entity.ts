import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { VariableTarget } from '#libs/vercel-api';
import { mutable } from '../../platform/database/index.js';

/** One variable at Vercel. Of a secret that is to be known to development too there are two, since that one cannot be sensitive. */
export interface LinkVariable {
  readonly key: string;
  readonly slot: 'deployed' | 'development';
  /** Vercel's id; null as long as it is not there. */
  readonly id: string | null;
  /** The version of the secrets that it holds. */
  readonly version: number | null;
  /** Why Vercel does not take it; null: it did, or was not asked yet. */
  readonly fault: string | null;
}

const LEASE_MS = 60_000;
const SAFETY_MS = 15_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 900_000;

/** A resource whose secrets a project has as variables, and how far that is. */
@Entity('project_links')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'project_links_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Check('project_links_wish_check', `wish IN ('written', 'removed')`)
@Check('project_links_targets_check', 'cardinality(targets) > 0')
@Index('project_links_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class ProjectLink {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'project_links_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'project_links_pkey' })
  readonly resourceId: string;

  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'project_links_pkey' })
  @Index('project_links_project_id_idx')
  readonly projectId: string;

  @Column({ name: 'project_name', type: 'text' })
  readonly projectName: string;

  @Column({ type: 'text', array: true })
  readonly targets: readonly VariableTarget[];

  @Column({ type: 'text' })
  readonly wish: 'written' | 'removed';

  @Column({ type: 'jsonb' })
  readonly variables: readonly LinkVariable[];

  /** The version of the secrets that is in all of its variables; null: not all of them are there. */
  @Column({ name: 'written_version', type: 'integer', nullable: true })
  readonly writtenVersion: number | null;

  /** What keeps it from being written, in words for the customer. */
  @Column({ type: 'text', nullable: true })
  readonly problem: string | null;

  @Column({ type: 'integer' })
  readonly attempts: number;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** Until then a call in its name may be at work. */
  @Column({ name: 'busy_until', type: 'timestamptz', nullable: true })
  readonly busyUntil: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt: Date;

  /** Nothing is written yet. */
  static want(
    key: { readonly installationId: string; readonly resourceId: string; readonly projectId: string },
    how: { readonly projectName: string; readonly targets: readonly VariableTarget[] },
    now: Date,
  ): ProjectLink {
    const link = new ProjectLink();
    Object.assign(link, key, { createdAt: now, variables: [], busyUntil: null });
    link.want(how, now);
    return link;
  }

  /** It is to be written anew, for these targets. */
  want({ projectName, targets }: Pick<ProjectLink, 'projectName' | 'targets'>, now: Date): void {
    Object.assign(this, { projectName, targets, wish: 'written' });
    this.renew(now);
  }

  /** Its variables are to go. */
  unwant(now: Date): void {
    mutable(this).wish = 'removed';
    this.renew(now);
  }

  /** Something is to be done, now: the secrets are others, or somebody tries again. */
  renew(now: Date): void {
    const self = mutable(this);
    self.writtenVersion = null;
    self.problem = null;
    self.attempts = 0;
    self.dueAt = new Date(now.getTime() + SAFETY_MS);
    self.updatedAt = now;
  }

  /** The project is called so now. */
  rename(projectName: string): void {
    mutable(this).projectName = projectName;
  }

  get isOutstanding(): boolean {
    return this.dueAt !== null;
  }

  get isWritten(): boolean {
    return this.wish === 'written' && this.writtenVersion !== null;
  }

  /** Whether it is what is wanted, and stands: then nothing is to be done, however often it is asked for. */
  isJust({ targets }: Pick<ProjectLink, 'targets'>): boolean {
    const isSame = targets.length === this.targets.length && targets.every((target) => this.targets.includes(target));
    return isSame && (this.isWritten || (this.wish === 'written' && this.isOutstanding));
  }

  isBusy(now: Date): boolean {
    return this.busyUntil !== null && now < this.busyUntil;
  }

  /** Somebody sets out to bring it forward; what he finds counts under this lease only. */
  take(now: Date): Date {
    const self = mutable(this);
    self.busyUntil = new Date(now.getTime() + LEASE_MS);
    self.dueAt = self.busyUntil;
    return self.busyUntil;
  }

  isTaken(lease: Date): boolean {
    return this.busyUntil?.getTime() === lease.getTime();
  }

  /** Everything that can be done is done; faults stay until somebody tries again. */
  settle(variables: readonly LinkVariable[], version: number, now: Date): void {
    const self = mutable(this);
    const isWhole = variables.every(({ fault }) => fault === null);
    self.variables = variables;
    self.writtenVersion = isWhole ? version : null;
    self.problem = isWhole ? null : 'Not all variables could be set.';
    self.updatedAt = now;
    this.rest();
  }

  /** Somebody has wished something else while it was written: what stands is kept, and it is begun anew. */
  overtake(variables: readonly LinkVariable[], now: Date): void {
    const self = mutable(this);
    self.variables = variables;
    self.busyUntil = null;
    self.dueAt = now;
  }

  /** What stands of it, though it is not finished. */
  keep(variables: readonly LinkVariable[]): void {
    mutable(this).variables = variables;
  }

  /** Whether no variable of it holds anything older than this version. */
  isUpTo(version: number): boolean {
    const hold = this.variables.filter(({ id }) => id !== null);
    return !this.isOutstanding && hold.every((variable) => variable.version === version);
  }

  /** It goes on later; `problem` says why to whoever looks meanwhile. */
  wait(problem: string | null, until: Date | null, now: Date): void {
    const self = mutable(this);
    self.attempts = this.attempts + 1;
    self.problem = problem;
    self.busyUntil = null;
    const ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.attempts, 12));
    self.dueAt = until ?? new Date(now.getTime() + ms);
  }

  /** It cannot be done; only somebody's next wish changes that. */
  giveUp(problem: string, now: Date): void {
    const self = mutable(this);
    self.problem = problem;
    self.updatedAt = now;
    this.rest();
  }

  private rest(): void {
    const self = mutable(this);
    self.attempts = 0;
    self.dueAt = null;
    self.busyUntil = null;
  }
}
