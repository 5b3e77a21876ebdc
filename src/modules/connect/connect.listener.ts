import { Injectable } from '@nestjs/common';
import { readProjectAccess, readProjectId } from '#libs/vercel-webhooks';
import { Clock } from '../../platform/clock/index.js';
import { ListensTo, ListensToVercel, type VercelEvent } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import {
  InstallationAccountChanged,
  InstallationPurging,
  InstallationReachable,
  InstallationRepository,
  UninstallRequested,
} from '../installations/index.js';
import { ResourceNews, ResourceProvisioned } from '../resources/index.js';
import { ConnectedResourceRepository } from './connected-resource.repository.js';
import { ConnectFlowRepository } from './connect-flow.repository.js';
import { Holders } from './holders.service.js';
import { ADVANCE_LINK, REVIEW_PROJECT, TELL_SECRETS } from './jobs/advance-link.definition.js';
import { ProjectLinkRepository } from './project-link.repository.js';

/** For so long somebody may still link what was made. */
const UNLINKED_SECONDS = 86_400;

/** What happens elsewhere, as far as it is about connected accounts; each event only makes somebody look again. */
@Injectable()
export class ConnectListener {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly flows: ConnectFlowRepository,
    private readonly links: ProjectLinkRepository,
    private readonly made: ConnectedResourceRepository,
    private readonly holders: Holders,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Its secrets are others, or are there at last. */
  @ListensTo(ResourceNews)
  async onResource({ installationId, resourceId, kind }: ResourceNews): Promise<void> {
    if (kind !== 'secrets') return;
    const installation = await this.installations.find(installationId);
    if (installation?.isConnected !== true) return;
    for (const { projectId } of await this.links.listOfResource(installationId, resourceId)) {
      const link = await this.links.lock({ installationId, resourceId, projectId });
      if (link === null || link.wish !== 'written') continue;
      link.renew(this.clock.now());
      await this.links.update(link);
    }
    await this.jobs.enqueue(TELL_SECRETS, { installationId, resourceId });
  }

  /** On the way to a link, as a rule: whoever does not get so far leaves it behind. */
  @ListensTo(ResourceProvisioned)
  async onMade({ installationId, resourceId, ownerIsConnected }: ResourceProvisioned): Promise<void> {
    if (!ownerIsConnected) return;
    await this.made.expect({ installationId, resourceId }, this.clock.inSeconds(UNLINKED_SECONDS));
  }

  @ListensTo(InstallationReachable)
  async onReachable({ installationId }: InstallationReachable): Promise<void> {
    const waiting = await this.links.hurry(installationId, this.clock.now());
    for (const { resourceId, projectId } of waiting)
      await this.jobs.enqueue(ADVANCE_LINK, { installationId, resourceId, projectId });
  }

  /** Whoever was signed in was so for the former account. */
  @ListensTo(InstallationAccountChanged)
  async onAccountChanged({ installationId }: InstallationAccountChanged): Promise<void> {
    await this.flows.endAll(installationId);
    await this.holders.endAll(installationId);
  }

  /** Vercel deletes the variables itself; nobody goes on with anything. */
  @ListensTo(UninstallRequested)
  async onLeaving({ installationId }: UninstallRequested): Promise<void> {
    await this.flows.endAll(installationId);
    await this.holders.endAll(installationId);
    await this.links.deleteAll(installationId);
  }

  @ListensTo(InstallationPurging)
  async onPurging({ installationId }: InstallationPurging): Promise<void> {
    await this.flows.endAll(installationId);
    await this.holders.endAll(installationId);
    await this.links.deleteAll(installationId);
  }

  @ListensToVercel('project.removed', 'project.renamed')
  async onProject({ payload }: VercelEvent): Promise<void> {
    const projectId = readProjectId(payload);
    if (projectId === null) return;
    for (const installationId of await this.links.findHolders(projectId))
      await this.jobs.enqueue(REVIEW_PROJECT, { installationId, projectId });
  }

  @ListensToVercel('integration-configuration.permission-upgraded')
  async onProjectAccess({ installationIds, payload }: VercelEvent): Promise<void> {
    const removed = readProjectAccess(payload)?.removed ?? [];
    for (const installationId of installationIds)
      for (const projectId of removed) await this.jobs.enqueue(REVIEW_PROJECT, { installationId, projectId });
  }

  /** What lacked a permission may have it now. */
  @ListensToVercel('integration-configuration.scope-change-confirmed')
  async onScopes({ installationIds }: VercelEvent): Promise<void> {
    for (const installationId of installationIds) {
      for (const key of await this.links.list(installationId)) await this.tryAgain(key);
    }
  }

  private async tryAgain(key: Parameters<ProjectLinkRepository['lock']>[0]): Promise<void> {
    const link = await this.links.lock(key);
    if (link === null || link.problem === null || link.isOutstanding) return;
    link.renew(this.clock.now());
    await this.links.update(link);
    const { installationId, resourceId } = key;
    await this.jobs.enqueue(TELL_SECRETS, { installationId, resourceId });
  }
}
