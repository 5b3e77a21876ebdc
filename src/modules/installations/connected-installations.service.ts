import { Injectable } from '@nestjs/common';
import type { AccountInfo } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { Events } from '../../platform/events/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { CHECK_REMOVAL } from './jobs/check-removal.definition.js';
import { InstallationToken } from './installation-token.js';
import { Installation } from './installation.entity.js';
import { InstallationRefreshed } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { changesOf, toldTermsOf } from './told-terms.js';

/** What Vercel said when it gave out the token of an account. */
export interface LentToken {
  /** The team's, or for a personal account the user's. */
  readonly accountId: string;
  readonly teamId: string | null;
  readonly token: Secret;
  readonly tokenType: string;
}

/** What is told of an account once it can be asked. */
export interface AccountDescription {
  readonly account: AccountInfo;
  readonly scopes?: readonly string[];
  readonly projectSelection?: 'all' | 'selected';
}

/** Accounts that are connected by the redirect flow: tenants as any other, which Vercel neither bills nor calls for. In the caller's unit of work. */
@Injectable()
export class ConnectedInstallations {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly token: InstallationToken,
    private readonly settings: Settings,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The newest token wins. @throws Conflict for an id that has left, or that is not a connected account's */
  async keep(id: string, lent: LentToken): Promise<void> {
    const fresh = this.connect(id, lent);
    if (await this.installations.addOnce(fresh)) return this.note(id, 'installation.connected');
    const known = await this.installations.getLocked(id);
    if (!known.isConnected) throw new Conflict('The installation is not a connected account');
    const before = toldTermsOf(known);
    if (known.accountId !== lent.accountId) known.moveTo(lent.accountId, this.clock.now(), lent.teamId);
    const account = { url: known.accountUrl, ...(known.accountName !== null && { name: known.accountName }) };
    known.refresh({ ...this.grant(id, lent), account, scopes: known.scopes }, this.clock.now());
    await this.installations.update(known);
    await this.events.publish(new InstallationRefreshed(id));
    this.note(id, 'installation.refreshed', changesOf(before, toldTermsOf(known)));
  }

  /** Keeps what the account says of itself; of one that has left meanwhile, nothing. */
  async describe(id: string, { account, scopes, projectSelection }: AccountDescription): Promise<void> {
    const known = await this.installations.lock(id);
    if (known?.isActive !== true) return;
    const now = this.clock.now();
    known.keepAccount(account, now);
    if (scopes !== undefined) known.grantScopes(scopes, now);
    if (projectSelection !== undefined) known.selectProjects(projectSelection, now);
    await this.installations.update(known);
  }

  /** Somebody has removed it at Vercel, as far as we know: looks whether that is so, and uninstalls it then. */
  reviewRemoval(installationId: string): Promise<void> {
    return this.jobs.enqueue(CHECK_REMOVAL, { installationId });
  }

  private connect(id: string, lent: LentToken): Installation {
    const { accountId, teamId } = lent;
    const owner = { audience: this.settings.integration.clientId, accountId, teamId };
    return Installation.connect(id, owner, this.grant(id, lent), this.clock.now());
  }

  private grant(id: string, { token, tokenType }: LentToken): Parameters<Installation['refresh']>[0] {
    const account = { url: this.settings.vercel.dashboardUrl };
    return { token: this.token.seal(id, token), tokenType, scopes: [], acceptedPolicies: {}, account };
  }

  private note(id: string, action: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.audit.append({ installationId: id, action, subject: id, details });
  }
}
