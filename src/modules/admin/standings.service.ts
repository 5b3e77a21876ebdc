import { Injectable } from '@nestjs/common';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import type { Suspension } from '../installations/index.js';
import { type Resource, ResourceRepository, Suspensions } from '../resources/index.js';
import type {
  InstallationStandingResponse,
  ResourceStandingResponse,
  SuspensionResponse,
} from './dto/standing.response.js';

/** Shows operators whether something is in use, and finds what they name by its id alone. */
@Injectable()
export class Standings {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly suspensions: Suspensions,
  ) {}

  /** @throws NotFound for what no row can be called, which the database would refuse to compare */
  static readId(id: string, what: 'Installation' | 'Resource'): string {
    if (isStorableText(id)) return id;
    throw new NotFound(what);
  }

  /** @throws NotFound */
  find(resourceId: string): Promise<Resource> {
    return this.resources.getOfAnyone(Standings.readId(resourceId, 'Resource'));
  }

  async ofInstallation(installationId: string): Promise<InstallationStandingResponse> {
    const { installation } = await this.suspensions.causesOf(installationId);
    return { installationId, suspensions: installation.map(show) };
  }

  async ofResource({ installationId, id }: Resource): Promise<ResourceStandingResponse> {
    const { state, outstanding, refused } = await this.resources.getOfAnyone(id);
    const { installation, resource } = await this.suspensions.causesOf(installationId, id);
    return {
      installationId,
      resourceId: id,
      state,
      suspensions: installation.map(show),
      resourceSuspensions: resource.map(show),
      ...(outstanding === null ? {} : { outstanding }),
      refused: [...refused],
    };
  }
}

function show({ cause, message, since }: Suspension): SuspensionResponse {
  return { cause, message, since: since.toISOString() };
}
