import { marketplaceDeleteIntegrationResource } from '@vercel/sdk/funcs/marketplaceDeleteIntegrationResource.js';
import { marketplaceGetIntegrationResource } from '@vercel/sdk/funcs/marketplaceGetIntegrationResource.js';
import { marketplaceGetIntegrationResources } from '@vercel/sdk/funcs/marketplaceGetIntegrationResources.js';
import { marketplaceImportResource } from '@vercel/sdk/funcs/marketplaceImportResource.js';
import { marketplaceUpdateResource } from '@vercel/sdk/funcs/marketplaceUpdateResource.js';
import { marketplaceUpdateResourceSecretsById } from '@vercel/sdk/funcs/marketplaceUpdateResourceSecretsById.js';
import type { InstallationAccess } from '../access.js';
import {
  readResource,
  readResourceName,
  readResources,
  type ResourceName,
  type VercelResource,
} from '../answers/resource.js';
import type { ApiCall } from '../call/api-call.js';
import type { Caller } from '../call/caller.js';
import { withoutNulls } from '../call/write-request.js';
import type { Outcome } from '../outcome.js';
import {
  type ResourceImport,
  type ResourceUpdate,
  type SecretsUpdate,
  sdkImport,
  sdkSecrets,
  sdkUpdate,
  secretValues,
} from './resource-bodies.js';

/** Calls about the resources of an installation (`vercel-api.md` 2.3, 2.5). */
export class ResourceCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET …/resources`: all of them, in one answer. */
  list(access: InstallationAccess): Promise<Outcome<readonly VercelResource[]>> {
    const { installationId } = access;
    return this.caller.call({
      endpoint: 'list-resources',
      access,
      ids: [installationId],
      write: (core) => marketplaceGetIntegrationResources(core, { integrationConfigurationId: installationId }),
      read: readResources,
      repeatable: true,
      namesInstallationAlone: true,
    });
  }

  /** `GET …/resources/{id}`. */
  get(access: InstallationAccess, resourceId: string): Promise<Outcome<VercelResource>> {
    return this.caller.call({
      ...about(access, resourceId),
      endpoint: 'get-resource',
      write: (core) => marketplaceGetIntegrationResource(core, path(access, resourceId)),
      read: readResource,
    });
  }

  /** `PUT …/resources/{id}`: makes it, or replaces what is there. */
  import(access: InstallationAccess, resourceId: string, given: ResourceImport): Promise<Outcome<ResourceName>> {
    const requestBody = sdkImport(given);
    return this.caller.call({
      ...about(access, resourceId),
      endpoint: 'import-resource',
      body: given,
      write: (core) => marketplaceImportResource(core, { ...path(access, resourceId), requestBody }),
      read: readResourceName,
      hidden: secretValues(given.secrets),
    });
  }

  /** `PATCH …/resources/{id}`: absent keys stay as they are, a null notification is cleared. */
  update(access: InstallationAccess, resourceId: string, update: ResourceUpdate): Promise<Outcome<ResourceName>> {
    const requestBody = sdkUpdate(withoutNulls(update));
    return this.caller.call({
      ...about(access, resourceId),
      endpoint: 'update-resource',
      body: update,
      write: (core) => marketplaceUpdateResource(core, { ...path(access, resourceId), requestBody }),
      read: readResourceName,
      hidden: secretValues(update.secrets),
    });
  }

  /** `DELETE …/resources/{id}`: from Vercel only. After an earlier try that was cut, 404 means that it is gone. */
  delete(access: InstallationAccess, resourceId: string): Promise<Outcome<void>> {
    return this.caller.call({
      ...about(access, resourceId),
      endpoint: 'delete-resource',
      write: (core) => marketplaceDeleteIntegrationResource(core, path(access, resourceId)),
    });
  }

  /** `PUT …/resources/{id}/secrets`: replaces all secrets; with `partial` only those named, the others stay. */
  updateSecrets(access: InstallationAccess, resourceId: string, update: SecretsUpdate): Promise<Outcome<void>> {
    const requestBody = sdkSecrets(update);
    return this.caller.call({
      ...about(access, resourceId),
      endpoint: 'secrets',
      body: update,
      write: (core) => marketplaceUpdateResourceSecretsById(core, { ...path(access, resourceId), requestBody }),
      hidden: secretValues(update),
    });
  }
}

type About = Pick<ApiCall<unknown>, 'access' | 'ids' | 'repeatable' | 'namesInstallationAlone'>;

function about(access: InstallationAccess, resourceId: string): About {
  return { access, ids: [access.installationId, resourceId], repeatable: true, namesInstallationAlone: false };
}

function path(
  { installationId }: InstallationAccess,
  resourceId: string,
): { readonly integrationConfigurationId: string; readonly resourceId: string } {
  return { integrationConfigurationId: installationId, resourceId };
}
