import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { VercelLine } from '../../installations/index.js';
import { ProjectLinkRepository } from '../project-link.repository.js';
import { Projects } from '../projects.service.js';
import { REVIEW_PROJECT } from './advance-link.definition.js';

type Named = { readonly installationId: string; readonly projectId: string };

/** A project that we cannot reach any more has no links: its variables have gone with it, or are out of our hands. */
@Injectable()
@HandlesJob(REVIEW_PROJECT)
export class ReviewProject implements JobHandler<Named> {
  constructor(
    private readonly projects: Projects,
    private readonly links: ProjectLinkRepository,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  async run({ installationId, projectId }: Named): Promise<void> {
    const links = await this.links.listOfProject(installationId, projectId);
    if (links.length === 0 || (await this.line.account(installationId)) === null) return;
    const outcome = await this.projects.find(installationId, projectId);
    if (outcome.kind === 'retry' || outcome.kind === 'unknown-outcome')
      throw new Unavailable('Vercel cannot be asked now', { reason: outcome.code });
    const isGone = outcome.kind === 'final' && outcome.status === 404;
    const name = outcome.kind === 'done' ? outcome.value.name : null;
    await this.unitOfWork.run(async () => {
      for (const link of links) {
        if (isGone) await this.drop(link);
        else if (name !== null) await this.rename(link, name);
      }
    });
  }

  private async drop(link: Named & { readonly resourceId: string }): Promise<void> {
    const { installationId, resourceId, projectId } = link;
    await this.links.delete({ installationId, resourceId, projectId });
    this.audit.append({ installationId, action: 'project.lost', subject: resourceId, details: { projectId } });
  }

  private async rename(key: Named & { readonly resourceId: string }, name: string): Promise<void> {
    const link = await this.links.lock(key);
    if (link === null || link.projectName === name) return;
    link.rename(name);
    await this.links.update(link);
  }
}
