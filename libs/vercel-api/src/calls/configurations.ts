import { integrationsGetConfiguration } from '@vercel/sdk/funcs/integrationsGetConfiguration.js';
import type { InstallationAccess } from '../access.js';
import { readConfiguration, type VercelConfiguration } from '../answers/configuration.js';
import type { Caller } from '../call/caller.js';
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
}
