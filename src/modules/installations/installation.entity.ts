import { Check, Entity, Index } from 'typeorm';
import type { AccountInfo, ResourceStatus } from '#libs/vercel-contract';
import type { Sealed } from '../../platform/crypto/index.js';
import { mutable } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import type { Grant } from './installation-grant.js';
import { InstallationRow } from './installation-row.entity.js';

const DAY_MS = 24 * 3_600_000;

/** Vercel keeps an installation so long for final invoices, unless it is told that none will come. */
const FINAL_INVOICE_WINDOW_MS = DAY_MS;

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** One team's installation of the integration; its id is Vercel's and is never used again. */
@Entity('installations')
@Check('installations_state_check', `state IN ('active', 'uninstalling', 'uninstalled')`)
@Check('installations_kind_check', `kind IN ('marketplace', 'connected')`)
@Check('installations_team_id_check', `team_id IS NULL OR kind = 'connected'`)
@Check('installations_access_token_check', '(access_token IS NULL) = (access_token_key_id IS NULL)')
@Check('installations_state_access_token_check', `state <> 'active' OR access_token IS NOT NULL`)
@Check('installations_uninstall_requested_at_check', `(state = 'active') = (uninstall_requested_at IS NULL)`)
@Check('installations_uninstalled_at_check', `(state = 'uninstalled') = (uninstalled_at IS NOT NULL)`)
@Check('installations_project_selection_check', `project_selection IN ('all', 'selected')`)
@Index('installations_reconcile_at_idx', ['reconcileAt'], { where: `state = 'active'` })
export class Installation extends InstallationRow {
  /** Installed for the first time. */
  static install(id: string, owner: { audience: string; accountId: string }, grant: Grant, now: Date): Installation {
    const installation = new Installation();
    Object.assign(installation, {
      id,
      kind: 'marketplace',
      teamId: null,
      audience: owner.audience,
      accountId: owner.accountId,
      state: 'active',
      createdAt: now,
      reconcileAt: new Date(now.getTime() + DAY_MS),
      revision: 0,
    });
    Object.assign(installation, {
      billingPlanId: null,
      everBilled: false,
      accountSince: null,
      projectSelection: null,
      projectSelectionSince: null,
      uninstallReason: null,
      uninstallCascade: null,
    });
    Object.assign(installation, { uninstallRequestedAt: null, windowClosesAt: null, uninstalledAt: null });
    Object.assign(installation, { suspendedAt: null, lineClosedAt: null });
    installation.refresh(grant, now);
    return installation;
  }

  /** An account that lends us a token: nothing is billed in it, and Vercel hears nothing of it as of an installation. */
  static connect(
    id: string,
    owner: { audience: string; accountId: string; teamId: string | null },
    grant: Grant,
    now: Date,
  ): Installation {
    const installation = Installation.install(id, owner, grant, now);
    Object.assign(installation, { kind: 'connected', teamId: owner.teamId, lineClosedAt: now });
    return installation;
  }

  get isConnected(): boolean {
    return this.kind === 'connected';
  }

  get isActive(): boolean {
    return this.state === 'active';
  }

  /** In Vercel's words. */
  get status(): ResourceStatus {
    if (!this.isActive) return 'uninstalled';
    return this.suspendedAt === null ? 'ready' : 'suspended';
  }

  /** The token as it lies in the row; null once it has been destroyed. */
  get sealedToken(): Sealed | null {
    if (this.accessToken === null || this.accessTokenKeyId === null) return null;
    return { data: this.accessToken, keyId: this.accessTokenKeyId };
  }

  /** Takes over what a repeated upsert brings. */
  refresh(grant: Grant, now: Date): void {
    this.assertActive();
    const self = mutable(this);
    self.accessToken = grant.token.data;
    self.accessTokenKeyId = grant.token.keyId;
    self.tokenType = grant.tokenType;
    self.scopes = grant.scopes;
    self.scopesSince = now;
    self.acceptedPolicies = grant.acceptedPolicies;
    this.keepAccount(grant.account, now);
  }

  /** Takes over how Vercel describes the account. */
  keepAccount(account: AccountInfo, now: Date): void {
    const self = mutable(this);
    self.accountName = account.name ?? null;
    self.accountUrl = account.url;
    self.contact = account.contact ?? null;
    this.touch(now);
  }

  /** Vercel has given it to another account, a team unless it is said otherwise; false where a later move is on record. */
  moveTo(accountId: string, at: Date, teamId: string | null = accountId): boolean {
    if (this.accountSince !== null && this.accountSince >= at) return false;
    const self = mutable(this);
    self.accountId = accountId;
    self.accountSince = at;
    if (this.isConnected) self.teamId = teamId;
    this.touch(latest(this.updatedAt, at));
    return true;
  }

  /** Vercel has granted these scopes and no others; false where a later word is on record. */
  grantScopes(scopes: readonly string[], at: Date): boolean {
    if (this.scopesSince !== null && this.scopesSince >= at) return false;
    const self = mutable(this);
    self.scopes = scopes;
    self.scopesSince = at;
    this.touch(latest(this.updatedAt, at));
    return true;
  }

  /** The team lets it reach other projects; false where a later word is on record. */
  selectProjects(selection: 'all' | 'selected', at: Date): boolean {
    if (!this.isActive || (this.projectSelectionSince !== null && this.projectSelectionSince >= at)) return false;
    const self = mutable(this);
    self.projectSelection = selection;
    self.projectSelectionSince = at;
    this.touch(latest(this.updatedAt, at));
    return true;
  }

  /** Moves the whole installation to another plan of its own level. */
  changePlan(plan: { readonly id: string; readonly isFree: boolean }, now: Date): void {
    this.assertActive();
    const self = mutable(this);
    self.billingPlanId = plan.id;
    self.everBilled = this.everBilled || !plan.isFree;
    this.touch(now);
  }

  /** Nothing new may be bought in it, and what there is stands still. */
  suspend(now: Date): void {
    this.assertActive();
    mutable(this).suspendedAt = this.suspendedAt ?? now;
    this.touch(now);
  }

  /** Undoes `suspend`. */
  resume(now: Date): void {
    this.assertActive();
    mutable(this).suspendedAt = null;
    this.touch(now);
  }

  /** Something that can cost went over to another installation; a last invoice for the time before may be due all the same. */
  oweForFormer(now: Date): void {
    if (this.everBilled) return;
    mutable(this).everBilled = true;
    this.touch(now);
  }

  /** The customer leaves; from here on nothing new starts, and what is there goes. */
  requestUninstall(how: { reason: string | null; cascade: boolean; owes: boolean }, now: Date): void {
    this.assertActive();
    const self = mutable(this);
    self.state = 'uninstalling';
    self.uninstallReason = how.reason;
    self.uninstallCascade = how.cascade;
    self.uninstallRequestedAt = now;
    self.windowClosesAt = how.owes ? new Date(now.getTime() + FINAL_INVOICE_WINDOW_MS) : now;
    this.touch(now);
  }

  /** Nobody but who finalizes calls Vercel any more. */
  closeLine(now: Date): void {
    if (this.isActive) throw new Conflict('The installation stays');
    mutable(this).lineClosedAt = this.lineClosedAt ?? now;
    this.touch(now);
  }

  /** Nothing is owed any more, so that nobody has to wait until the time for final invoices is over. */
  closeWindow(now: Date): void {
    if (this.isActive || this.isSettled(now)) return;
    mutable(this).windowClosesAt = now;
    this.touch(now);
  }

  /** Whether nothing can be invoiced any more. */
  isSettled(now: Date): boolean {
    return this.windowClosesAt !== null && this.windowClosesAt <= now;
  }

  /** The end: the token is destroyed, the row stays so that the id is never taken for a new one. */
  finishUninstall(now: Date): void {
    if (this.state !== 'uninstalling' || !this.isSettled(now))
      throw new Conflict('The installation is not ready to go');
    const self = mutable(this);
    self.state = 'uninstalled';
    self.accessToken = null;
    self.accessTokenKeyId = null;
    self.uninstalledAt = now;
    this.touch(now);
  }

  /** Nothing but the tombstone stays: the id, whose it was, and when it came and went. */
  purge(now: Date): void {
    if (this.state !== 'uninstalled') throw new Conflict('The installation has not left');
    const self = mutable(this);
    self.scopes = [];
    self.acceptedPolicies = {};
    self.accountName = null;
    self.accountUrl = '';
    self.contact = null;
    self.uninstallReason = null;
    this.touch(now);
  }

  private assertActive(): void {
    if (!this.isActive) throw new Conflict('The installation is being removed');
  }

  private touch(now: Date): void {
    const self = mutable(this);
    self.updatedAt = now;
    self.revision += 1;
  }
}
