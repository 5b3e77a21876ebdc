import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { LinkProgress } from '../link-progress.service.js';
import { LinkSettling } from '../link-settling.service.js';
import { ProjectLinkRepository } from '../project-link.repository.js';
import { TELL_SECRETS } from './advance-link.definition.js';

type Named = { readonly installationId: string; readonly resourceId: string };

/** Each link is written by itself, so that one project in trouble does not keep the secrets from the others. */
@Injectable()
@HandlesJob(TELL_SECRETS)
export class TellSecrets implements JobHandler<Named> {
  constructor(
    private readonly links: ProjectLinkRepository,
    private readonly progress: LinkProgress,
    private readonly settling: LinkSettling,
  ) {}

  async run({ installationId, resourceId }: Named): Promise<void> {
    for (const link of await this.links.listOfResource(installationId, resourceId)) await this.progress.advance(link);
    await this.settling.acknowledge(installationId, resourceId);
  }
}
