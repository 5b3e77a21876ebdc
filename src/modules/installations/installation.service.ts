import { Injectable } from '@nestjs/common';
import type { InstallationBody } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Secret } from '../../platform/crypto/index.js';
import { Events } from '../../platform/events/index.js';
import { Conflict, InvalidInput } from '../../platform/errors/index.js';
import { Catalog, departedPlan } from '../catalog/index.js';
import { Notifications } from '../notifications/index.js';
import type { UpsertInstallationRequest } from './dto/upsert-installation.request.js';
import { InstallationToken } from './installation-token.js';
import type { Grant } from './installation-grant.js';
import { Installation } from './installation.entity.js';
import { InstallationInstalled, InstallationPlanChanged, InstallationRefreshed } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { changesOf, toldTermsOf } from './told-terms.js';

/** Who installs, by the verified token. */
export interface Owner {
  readonly audience: string;
  readonly accountId: string;
}

/** An installation's life as Vercel drives it; every method runs in the caller's unit of work. */
@Injectable()
export class InstallationService {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly catalog: Catalog,
    private readonly token: InstallationToken,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {}

  /** Installs, or refreshes what is installed; resources stay, the newer token wins. */
  async upsert(id: string, owner: Owner, request: UpsertInstallationRequest): Promise<InstallationBody> {
    const now = this.clock.now();
    const grant = this.grant(id, request);
    const fresh = (await this.installations.lock(id)) === null ? this.install(id, owner, grant, now) : null;
    if (fresh !== null && (await this.installations.addOnce(fresh))) {
      this.audit.append({ installationId: id, action: 'installation.installed', subject: id });
      await this.events.publish(new InstallationInstalled(id, fresh.createdAt));
      await this.tellOfFirstPlan(fresh);
      return this.render(fresh);
    }
    const known = await this.installations.getLocked(id);
    if (known.isConnected) throw new Conflict('The id is that of a connected account');
    if (known.accountId !== owner.accountId) throw new Conflict('The installation belongs to another account');
    const before = toldTermsOf(known);
    known.refresh(grant, now);
    await this.installations.update(known);
    await this.events.publish(new InstallationRefreshed(id));
    const details = changesOf(before, toldTermsOf(known));
    this.audit.append({ installationId: id, action: 'installation.refreshed', subject: id, details });
    return this.render(known);
  }

  async show(id: string): Promise<InstallationBody> {
    const installation = await this.installations.find(id);
    return installation === null ? {} : this.render(installation);
  }

  /** Moves the installation to another of its plans; an empty request changes nothing. */
  async changePlan(id: string, planId: string | undefined): Promise<InstallationBody> {
    const installation = await this.installations.getLocked(id);
    if (planId === undefined || planId === installation.billingPlanId) return this.render(installation);
    const plan = this.catalog.findInstallationPlan(planId);
    if (plan === null) throw new InvalidInput([{ key: 'billingPlanId', message: 'is not a plan for installations' }]);
    if (plan.disabled) throw new InvalidInput([{ key: 'billingPlanId', message: 'is a plan that is no longer sold' }]);
    const before = installation.billingPlanId;
    installation.changePlan(plan, this.clock.now());
    await this.installations.update(installation);
    await this.events.publish(new InstallationPlanChanged(id, before, plan));
    const details = { before, after: planId };
    this.audit.append({ installationId: id, action: 'installation.plan-changed', subject: id, details });
    return this.render(installation);
  }

  private install(id: string, owner: Owner, grant: Grant, now: Date): Installation {
    const installation = Installation.install(id, owner, grant, now);
    const plan = this.catalog.defaultInstallationPlan();
    if (plan !== null) installation.changePlan(plan, now);
    return installation;
  }

  private async tellOfFirstPlan({ id }: Installation): Promise<void> {
    const plan = this.catalog.defaultInstallationPlan();
    if (plan !== null) await this.events.publish(new InstallationPlanChanged(id, null, plan));
  }

  private grant(id: string, request: UpsertInstallationRequest): Grant {
    return {
      token: this.token.seal(id, Secret.of(request.credentials.access_token)),
      tokenType: request.credentials.token_type,
      scopes: request.scopes,
      acceptedPolicies: request.acceptedPolicies,
      account: request.account,
    };
  }

  private async render({ id, billingPlanId }: Installation): Promise<InstallationBody> {
    const notification = await this.notifications.shownOnInstallation(id);
    const told = notification === null ? {} : { notification };
    if (billingPlanId === null) return told;
    const plan = this.catalog.findInstallationPlan(billingPlanId);
    return { billingPlan: plan?.toBillingPlan() ?? departedPlan(billingPlanId, 'installation'), ...told };
  }
}
