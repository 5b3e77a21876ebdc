import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { mutable } from '../../platform/database/index.js';

/**
 * `requested`: nothing has been begun; `removing`: the product still holds resources; `settling`: money may still be owed;
 * `finalized`: the token is destroyed; `purged`: only the tombstone is left. Money is settled before or after the removal.
 */
export type UninstallStage = 'requested' | 'removing' | 'settling' | 'finalized' | 'purged';

/** Who said that the installation is to go. */
export type UninstallOrigin = 'delete' | 'webhook' | 'reconciliation';

const PENDING: ReadonlySet<UninstallStage> = new Set(['requested', 'removing', 'settling']);

/** How far the uninstall of an installation has come; whoever changes it holds the lock of the installation. */
@Entity('uninstalls')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'uninstalls_installation_id_fkey' })
@Check('uninstalls_stage_check', `stage IN ('requested', 'removing', 'settling', 'finalized', 'purged')`)
@Check('uninstalls_origin_check', `origin IN ('delete', 'webhook', 'reconciliation')`)
@Check('uninstalls_stage_due_at_check', `(stage IN ('finalized', 'purged')) = (due_at IS NULL)`)
@Check('uninstalls_stage_settled_at_check', `stage NOT IN ('finalized', 'purged') OR settled_at IS NOT NULL`)
@Index('uninstalls_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Index('uninstalls_stage_since_idx', ['stageSince'], { where: `stage = 'finalized'` })
export class Uninstall {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'uninstalls_pkey' })
  readonly installationId: string;

  @Column({ type: 'text' })
  readonly stage: UninstallStage;

  @Column({ name: 'stage_since', type: 'timestamptz' })
  readonly stageSince: Date;

  @Column({ type: 'text' })
  readonly origin: UninstallOrigin;

  /** From when on nothing is owed, for good. */
  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  readonly settledAt: Date | null;

  /** What the stage waits for, in words for operators. */
  @Column({ name: 'waits_for', type: 'text', nullable: true })
  readonly waitsFor: string | null;

  /** When the tick looks at it again; null at the end. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** Begins one; of which nothing is owed, the money is settled already. */
  static request(
    installationId: string,
    how: { readonly origin: UninstallOrigin; readonly owes: boolean },
    now: Date,
  ): Uninstall {
    return Object.assign(new Uninstall(), {
      installationId,
      stage: 'requested',
      stageSince: now,
      origin: how.origin,
      settledAt: how.owes ? null : now,
      waitsFor: null,
      dueAt: now,
    });
  }

  get isPending(): boolean {
    return PENDING.has(this.stage);
  }

  get isSettled(): boolean {
    return this.settledAt !== null;
  }

  /** Waits for so many resources that the product still holds. */
  awaitResources(left: number, due: Date, now: Date): void {
    this.enter('removing', now);
    this.wait(left === 1 ? 'a resource' : `${left} resources`, due);
  }

  /** Waits for money, or for the end of the time in which some may still be asked for. */
  awaitMoney(what: string, due: Date, now: Date): void {
    this.enter('settling', now);
    this.wait(what, due);
  }

  /** Nothing is owed any more. */
  settle(now: Date): void {
    mutable(this).settledAt = now;
  }

  /** The end, but for what is kept for a while. */
  finalize(now: Date): void {
    this.enter('finalized', now);
    const self = mutable(this);
    self.waitsFor = null;
    self.dueAt = null;
  }

  /** What was kept is gone as well. */
  purge(now: Date): void {
    this.enter('purged', now);
  }

  private enter(stage: UninstallStage, now: Date): void {
    if (this.stage === stage) return;
    const self = mutable(this);
    self.stage = stage;
    self.stageSince = now;
  }

  private wait(what: string, due: Date): void {
    const self = mutable(this);
    self.waitsFor = what;
    self.dueAt = due;
  }
}
