import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors/index.js';
import { ConnectedInstallations } from '../installations/index.js';
import { RemovalService, type Resource, ResourceRepository } from '../resources/index.js';
import { AccountCalls } from './account-calls.service.js';
import { wordsFor } from './failure-words.js';
import { LinkEnding } from './link-ending.service.js';
import type { ProjectLink } from './project-link.entity.js';
import { ProjectLinkRepository } from './project-link.repository.js';

/** A resource, and the projects that would lose their variables with it. */
export interface Leaver {
  readonly resource: Resource;
  readonly links: readonly ProjectLink[];
}

/** Ends what a connected account has: a resource, all links, or the connection itself. */
@Injectable()
export class Leaving {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly links: ProjectLinkRepository,
    private readonly ending: LinkEnding,
    private readonly removal: RemovalService,
    private readonly calls: AccountCalls,
    private readonly installations: ConnectedInstallations,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws NotFound for one that is gone, or another's */
  async find(installationId: string, resourceId: string): Promise<Leaver> {
    const [resource] = await this.resources.findLive(installationId, [resourceId]);
    if (resource === undefined) throw new NotFound('Resource');
    return { resource, links: await this.links.listOfResource(installationId, resourceId) };
  }

  /** Projects lose the variables first. @throws InvalidInput unless it is called by its name, Conflict as long as Vercel keeps a drain of it */
  async remove(installationId: string, resourceId: string, name: unknown): Promise<void> {
    const { resource, links } = await this.find(installationId, resourceId);
    if (name !== resource.name) throw new InvalidInput([{ key: 'name', message: 'is not that of the resource' }]);
    for (const link of links) await this.ending.end(link);
    await this.removal.start(installationId, resourceId);
  }

  /** Projects lose all variables; connection and resources stay. @throws Conflict as long as Vercel keeps a drain */
  async unlinkAll(installationId: string): Promise<void> {
    for (const link of await this.links.list(installationId)) await this.ending.end(link);
  }

  /** Vercel is asked to delete the configuration, which takes the variables along; resources and token go once it has. @throws Conflict as long as it stands */
  async disconnect(installationId: string): Promise<void> {
    const outcome = await this.calls.ask(installationId, (api, access) => api.configurations.delete(access));
    const isGone = outcome.kind === 'done' || outcome.kind === 'installation-gone';
    if (!isGone) throw new Conflict('The configuration stands', { user: { message: wordsFor(outcome) } });
    await this.unitOfWork.run(() => this.installations.reviewRemoval(installationId));
  }
}
