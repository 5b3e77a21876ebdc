import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Sealed } from '../../platform/crypto/index.js';
import { mutable } from '../../platform/database/index.js';

/** `started`: sent to Vercel by us; `arrived`: with a code; `exchanged`: whose account it is, is known; `confirmed`: the person wants that. */
export type FlowStage = 'started' | 'arrived' | 'exchanged' | 'confirmed';

/** `refused`: the code is used up or too old; `foreign`: it is another account's than the address says; `unusable`: of an account that left. */
export type FlowProblem = 'refused' | 'foreign' | 'unusable';

const LEASE_MS = 60_000;

/** Source of a flow that was let in by the provider's own login, and not by Vercel. */
export const BY_ACCOUNT = 'account';

/** What the address said on which the browser arrived; hints, all of it. */
export interface Hints {
  readonly source: string;
  readonly configurationId: string | null;
  readonly next: string | null;
  readonly projectId: string | null;
  readonly externalId: string | null;
}

/** A code as it is kept until it is exchanged. */
export interface BroughtCode {
  readonly sealed: Sealed;
  readonly digest: string;
  /** On which it came, which the exchange has to repeat. */
  readonly path: string;
}

/** What one browser is in the middle of; it is named by the digest of a secret that only its cookie holds. */
@Entity('connect_flows')
@Unique('connect_flows_code_digest_uq', ['codeDigest'])
@ForeignKey('installations', ['installationId'], ['id'], { name: 'connect_flows_installation_id_fkey' })
@Check('connect_flows_stage_check', `stage IN ('started', 'arrived', 'exchanged', 'confirmed')`)
@Check('connect_flows_problem_check', `problem IN ('refused', 'foreign', 'unusable')`)
@Check('connect_flows_code_check', '(code IS NULL) = (code_key_id IS NULL)')
@Check('connect_flows_installation_id_check', `(stage IN ('exchanged', 'confirmed')) = (installation_id IS NOT NULL)`)
export class ConnectFlow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'connect_flows_pkey' })
  readonly digest: string;

  @Column({ name: 'installation_id', type: 'text', nullable: true })
  @Index('connect_flows_installation_id_idx')
  readonly installationId: string | null;

  @Column({ type: 'text' })
  readonly stage: FlowStage;

  @Column({ type: 'text' })
  readonly source: string;

  @Column({ name: 'state_digest', type: 'text', nullable: true })
  readonly stateDigest: string | null;

  @Column({ type: 'bytea', nullable: true })
  readonly code: Buffer | null;

  @Column({ name: 'code_key_id', type: 'text', nullable: true })
  @Index('connect_flows_code_key_id_idx')
  readonly codeKeyId: string | null;

  @Column({ name: 'code_digest', type: 'text', nullable: true })
  readonly codeDigest: string | null;

  @Column({ type: 'text', nullable: true })
  readonly path: string | null;

  @Column({ name: 'configuration_id', type: 'text', nullable: true })
  readonly configurationId: string | null;

  @Column({ type: 'text', nullable: true })
  readonly next: string | null;

  @Column({ name: 'project_id', type: 'text', nullable: true })
  readonly projectId: string | null;

  @Column({ name: 'external_id', type: 'text', nullable: true })
  readonly externalId: string | null;

  /** Why it cannot go on. */
  @Column({ type: 'text', nullable: true })
  readonly problem: FlowProblem | null;

  /** Until then somebody exchanges the code. */
  @Column({ name: 'busy_until', type: 'timestamptz', nullable: true })
  readonly busyUntil: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('connect_flows_expires_at_idx')
  readonly expiresAt: Date;

  /** Sent to Vercel by us; the state comes back once. The hints are those of what is to go on afterwards. */
  static start(
    digest: string,
    { stateDigest, hints }: { stateDigest: string; hints: Hints },
    lives: Lifetime,
  ): ConnectFlow {
    return ConnectFlow.make({ digest, stage: 'started', stateDigest }, hints, lives);
  }

  /** Back from Vercel, or opened by it. */
  static arrive(digest: string, { code, hints }: { code: BroughtCode; hints: Hints }, lives: Lifetime): ConnectFlow {
    const kept = { code: code.sealed.data, codeKeyId: code.sealed.keyId, codeDigest: code.digest, path: code.path };
    return ConnectFlow.make({ digest, stage: 'arrived', ...kept }, hints, lives);
  }

  /** Opened by Vercel in a browser that is known to be this account's already: no code is needed. */
  static reopen(
    digest: string,
    { installationId, hints }: { installationId: string; hints: Hints },
    lives: Lifetime,
  ): ConnectFlow {
    return ConnectFlow.make({ digest, stage: 'confirmed', installationId }, hints, lives);
  }

  private static make(own: Partial<ConnectFlow>, hints: Hints, { now, expiresAt }: Lifetime): ConnectFlow {
    const nothing = { installationId: null, stateDigest: null, code: null, codeKeyId: null, codeDigest: null };
    const times = { createdAt: now, expiresAt, busyUntil: null };
    return Object.assign(new ConnectFlow(), { ...nothing, path: null, problem: null, ...own, ...hints, ...times });
  }

  /** The account, once the person has said that it is meant. */
  get confirmedInstallation(): string | null {
    return this.stage === 'confirmed' ? this.installationId : null;
  }

  /** What is to go on, whatever came of this. */
  get hints(): Hints {
    const { source, configurationId, next, projectId, externalId } = this;
    return { source, configurationId, next, projectId, externalId };
  }

  isBusy(now: Date): boolean {
    return this.busyUntil !== null && now < this.busyUntil;
  }

  /** Whether nobody has tried to exchange its code. */
  isUntouched(now: Date): boolean {
    return this.stage === 'arrived' && this.code !== null && !this.isBusy(now);
  }

  /** Takes the code for the one call that may exchange it; null when there is none any more, or somebody is at it. */
  takeCode(now: Date): Sealed | null {
    if (this.stage !== 'arrived' || this.isBusy(now) || this.code === null || this.codeKeyId === null) return null;
    mutable(this).busyUntil = new Date(now.getTime() + LEASE_MS);
    return { data: this.code, keyId: this.codeKeyId };
  }

  /** Nobody knows what became of the exchange: the next look tries again. */
  release(): void {
    mutable(this).busyUntil = null;
  }

  /** Vercel has said whose account it is; who came by our own state needs no second question. */
  exchange(installationId: string): void {
    const self = mutable(this);
    self.installationId = installationId;
    self.stage = this.source === 'external' ? 'confirmed' : 'exchanged';
    this.forgetCode();
  }

  /** It goes no further. */
  fail(problem: FlowProblem): void {
    mutable(this).problem = problem;
    this.forgetCode();
  }

  /** The person means this account. */
  confirm(): void {
    if (this.stage === 'exchanged') mutable(this).stage = 'confirmed';
  }

  private forgetCode(): void {
    const self = mutable(this);
    self.code = null;
    self.codeKeyId = null;
    self.busyUntil = null;
  }
}

/** From when to when a flow lives. */
export interface Lifetime {
  readonly now: Date;
  readonly expiresAt: Date;
}
