import { Injectable } from '@nestjs/common';
import { Catalog, type DrainDocument } from '../catalog/index.js';
import type { Resource } from '../resources/index.js';
import { ConnectedResourceRepository } from './connected-resource.repository.js';
import { wordsFor } from './failure-words.js';
import { Introduction } from './introduction.service.js';
import { pathOfLink } from './link-page.js';
import { Offer } from './offer.service.js';
import type { ProjectDrain } from './project-drain.entity.js';
import { ProjectDrainRepository } from './project-drain.repository.js';
import type { ProjectLink } from './project-link.entity.js';
import { ProjectLinkRepository } from './project-link.repository.js';
import { SetupViews } from './setup-view.service.js';

/** Something that Vercel can send of a project to a resource. */
interface DrainView {
  readonly title: string;
  readonly project: string;
  readonly resource: string;
  readonly path: string;
  readonly isLogDrain: boolean;
  /** Null: it has not been set up. */
  readonly drain: ProjectDrain | null;
}

/** A resource of the account. */
interface ResourceView {
  readonly name: string;
  readonly path: string;
  /** How many projects have it. */
  readonly projects: number;
  /** When it goes by itself; null: it stays. */
  readonly until: Date | null;
}

/** What is connected of an account. */
export interface ManageView {
  readonly account: string;
  readonly csrf: string;
  /** Why nothing can be changed now; null: it can. */
  readonly problem: string | null;
  readonly links: readonly { readonly link: ProjectLink; readonly path: string; readonly resource: string }[];
  /** What can be sent of each linked project, and what is. */
  readonly drains: readonly DrainView[];
  readonly resources: readonly ResourceView[];
}

/** Puts together what Vercel's Configure button leads to. */
@Injectable()
export class ManageViews {
  constructor(
    private readonly setup: SetupViews,
    private readonly introduction: Introduction,
    private readonly links: ProjectLinkRepository,
    private readonly drains: ProjectDrainRepository,
    private readonly offer: Offer,
    private readonly made: ConnectedResourceRepository,
    private readonly catalog: Catalog,
  ) {}

  /** Asks Vercel whether the connection stands: what it refuses is shown, and what it allows again goes on. */
  async show(installationId: string, csrf: string): Promise<ManageView> {
    const reach = await this.introduction.reach(installationId);
    const held = await this.offer.held(installationId);
    const links = await this.links.list(installationId);
    const names = new Map(held.map(({ id, name }) => [id, name]));
    return {
      account: await this.setup.accountName(installationId),
      csrf,
      problem: reach.kind === 'done' ? null : wordsFor(reach),
      links: links.map((link) => ({
        link,
        path: pathOfLink(link),
        resource: names.get(link.resourceId) ?? link.resourceId,
      })),
      drains: await this.drainsOf(installationId, links, held),
      resources: await this.resourcesOf(installationId, links, held),
    };
  }

  private async resourcesOf(
    installationId: string,
    links: readonly ProjectLink[],
    held: readonly Resource[],
  ): Promise<readonly ResourceView[]> {
    const unlinked = await this.made.listUnlinked(installationId);
    return held.map(({ id, name }) => ({
      name,
      path: `/connect/resources/${encodeURIComponent(id)}/remove`,
      projects: links.filter(({ resourceId }) => resourceId === id).length,
      until: unlinked.find(({ resourceId }) => resourceId === id)?.sweepAt ?? null,
    }));
  }

  private async drainsOf(
    installationId: string,
    links: readonly ProjectLink[],
    held: readonly Resource[],
  ): Promise<readonly DrainView[]> {
    const standing = await this.drains.list(installationId);
    return links.flatMap((link) => {
      const resource = held.find(({ id }) => id === link.resourceId);
      const product = this.catalog.findProduct(resource?.productSlug ?? '');
      const declared = product?.drains ?? new Map<string, DrainDocument>();
      return [...declared].map(([name, { title, kind }]) => ({
        title,
        project: link.projectName,
        resource: resource?.name ?? link.resourceId,
        path: `${pathOfLink(link)}/drains/${name}`,
        isLogDrain: kind === 'log-drain',
        drain: standing.find((drain) => isOf(drain, link) && drain.name === name) ?? null,
      }));
    });
  }
}

function isOf(drain: ProjectDrain, { resourceId, projectId }: ProjectLink): boolean {
  return drain.resourceId === resourceId && drain.projectId === projectId;
}
