import { marketplaceCreateEvent } from '@vercel/sdk/funcs/marketplaceCreateEvent.js';
import type { InstallationAccess } from '../access.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

/** Which resource to read again; Vercel's example provider always names the product. */
export interface ResourceUpdated {
  readonly resourceId: string;
  readonly productId?: string;
}

/** Events to Vercel (`vercel-api.md` 2.4): nudges, upon which Vercel reads the new state from the provider. */
export class EventCalls {
  constructor(private readonly caller: Caller) {}

  /** `POST …/events`: the installation's plan changed on our side. */
  installationUpdated(
    access: InstallationAccess,
    changed: { readonly billingPlanId?: string } = {},
  ): Promise<Outcome<void>> {
    return this.create(access, { type: 'installation.updated', ...changed }, { namesInstallationAlone: true });
  }

  /** `POST …/events`: any state of a resource changed on our side. A 404 may be the resource's. */
  resourceUpdated(access: InstallationAccess, changed: ResourceUpdated): Promise<Outcome<void>> {
    return this.create(access, { type: 'resource.updated', ...changed }, { namesInstallationAlone: false });
  }

  private create(
    access: InstallationAccess,
    event: Event,
    { namesInstallationAlone }: { readonly namesInstallationAlone: boolean },
  ): Promise<Outcome<void>> {
    const { installationId } = access;
    const requestBody = { event };
    return this.caller.call({
      endpoint: 'event',
      access,
      ids: [installationId],
      body: requestBody,
      write: (core) => marketplaceCreateEvent(core, { integrationConfigurationId: installationId, requestBody }),
      repeatable: false,
      namesInstallationAlone,
    });
  }
}

type Event =
  | { readonly type: 'installation.updated'; readonly billingPlanId?: string }
  | ({ readonly type: 'resource.updated' } & ResourceUpdated);
