import { Injectable } from '@nestjs/common';
import type { VariableTarget } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict, NotFound } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { wordsFor } from './failure-words.js';
import { ADVANCE_LINK } from './jobs/advance-link.definition.js';
import { LinkProgress } from './link-progress.service.js';
import { Offer, type ResourceWish } from './offer.service.js';
import { ProjectLink } from './project-link.entity.js';
import { type LinkKey, ProjectLinkRepository } from './project-link.repository.js';
import { Projects } from './projects.service.js';

/** What a customer asks for. */
export interface LinkWish {
  readonly projectId: string;
  readonly targets: readonly VariableTarget[];
  readonly resource: ResourceWish;
}

/** What customers do with links: each wish is written down with its job first, and then brought forward while they wait. */
@Injectable()
export class LinkDesk {
  constructor(
    private readonly projects: Projects,
    private readonly links: ProjectLinkRepository,
    private readonly offer: Offer,
    private readonly progress: LinkProgress,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** The link as it is once Vercel was told, or has put it off. @throws Conflict for a project that cannot be written to */
  async link(installationId: string, { projectId, targets, resource }: LinkWish): Promise<ProjectLink> {
    const project = await this.projects.find(installationId, projectId);
    if (project.kind !== 'done') {
      throw new Conflict('The project cannot be reached', { user: { message: wordsFor(project) } });
    }
    const resourceId = await this.offer.obtain(installationId, resource);
    const key = { installationId, resourceId, projectId: project.value.id };
    await this.unitOfWork.run(async () => {
      await this.offer.keep(installationId, resourceId);
      const how = { projectName: project.value.name, targets };
      const fresh = ProjectLink.want(key, how, this.clock.now());
      if (await this.links.addOnce(fresh)) return this.nudge(key);
      await this.change(key, (link) => {
        if (!link.isJust(how)) link.want(how, this.clock.now());
      });
    });
    return this.bringForward(key);
  }

  /** What has failed is tried again. @throws NotFound */
  async retry(key: LinkKey): Promise<ProjectLink> {
    await this.unitOfWork.run(() => this.change(key, (link) => link.renew(this.clock.now())));
    return this.bringForward(key);
  }

  /** Its variables go; the resource stays. @throws NotFound */
  async unlink(key: LinkKey): Promise<void> {
    await this.unitOfWork.run(() => this.change(key, (link) => link.unwant(this.clock.now())));
    await this.progress.advance(key);
  }

  private async bringForward(key: LinkKey): Promise<ProjectLink> {
    await this.progress.advance(key);
    const link = await this.links.find(key);
    if (link === null) throw new NotFound('Link');
    return link;
  }

  private async change(key: LinkKey, change: (link: ProjectLink) => void): Promise<void> {
    const link = await this.links.lock(key);
    if (link === null) throw new NotFound('Link');
    change(link);
    await this.links.update(link);
    await this.nudge(key);
  }

  /** Should this process end before it has told Vercel. */
  private nudge({ installationId, resourceId, projectId }: LinkKey): Promise<void> {
    return this.jobs.enqueue(ADVANCE_LINK, { installationId, resourceId, projectId }, { afterSeconds: 5 });
  }
}
