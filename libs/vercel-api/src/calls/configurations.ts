import { integrationsGetConfiguration } from '@vercel/sdk/funcs/integrationsGetConfiguration.js';
import type { AccountAccess, InstallationAccess } from '../access.js';
import { readConfiguration, readConfigurations, type VercelConfiguration } from '../answers/configuration.js';
import type { Caller } from '../call/caller.js';
import { accountCall } from '../call/account-call.js';
import type { Outcome } from '../outcome.js';

/** Installations as the REST core knows them (`vercel-api.md` 3.2). */
export class ConfigurationCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET /v1/integrations/configuration/{id}`; the team, where one is known, goes into the query. */
  get(
    access: InstallationAccess,
    { teamId }: { readonly teamId?: string } = {},
  ): Promise<Outcome<VercelConfiguration>> {
    const { installationId: id } = access;
    return this.caller.call({
      endpoint: 'configuration',
      access,
      ids: [id],
      write: (core) => integrationsGetConfiguration(core, { id, teamId }),
      read: (json) => {
        const configuration = readConfiguration(json);
        return configuration?.id === id ? configuration : null;
      },
      repeatable: true,
      namesInstallationAlone: true,
    });
  }

  /** `GET /v1/integrations/configurations`: those that the token may see; `project` leaves out what was made only to sign in. */
  list(access: AccountAccess, view: 'account' | 'project'): Promise<Outcome<readonly VercelConfiguration[]>> {
    const path = ['v1', 'integrations', 'configurations'];
    const request = { endpoint: 'list-configurations', method: 'GET', path, query: { view } } as const;
    return this.caller.call({ ...accountCall(access, request), read: readConfigurations });
  }

  /** `DELETE /v1/integrations/configuration/{id}`: takes variables, webhooks and log drains along. After a try that was cut, it may be gone. */
  delete(access: AccountAccess): Promise<Outcome<void>> {
    const { installationId } = access;
    const path = ['v1', 'integrations', 'configuration', installationId];
    const request = { endpoint: 'delete-configuration', method: 'DELETE', path, ids: [installationId] } as const;
    return this.caller.call({ ...accountCall(access, request), namesInstallationAlone: true });
  }
}
