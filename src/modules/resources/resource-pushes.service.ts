import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Events, ListensTo } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationReachable, SAFETY_SECONDS } from '../installations/index.js';
import { PUSH_RESOURCE } from './jobs/bring-forward.definition.js';
import { NotificationChanged } from '../notifications/index.js';
import { ResourceNews } from './resource.events.js';
import { ResourcePushRepository } from './resource-push.repository.js';

/**
 * `deleted`: it is gone, which settles everything else; `secrets`: all of the present ones, in place of what Vercel holds; `status`: status
 * and notification, by PATCH, which tells them for certain; `updated`: Vercel reads the resource again. The most urgent first.
 */
export const RESOURCE_PUSHES = ['deleted', 'secrets', 'status', 'updated'] as const;

/** What Vercel can be told of a resource. */
export type ResourcePushKind = (typeof RESOURCE_PUSHES)[number];

/** Has Vercel told of changes to a resource that were made on our side; what Vercel has asked for itself is not echoed. */
@Injectable()
export class ResourcePushes {
  constructor(
    private readonly pushes: ResourcePushRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** Told after the commit of the caller's unit of work, in order, and once however many changes there are until then. */
  async request(installationId: string, resourceId: string, kind: ResourcePushKind): Promise<void> {
    this.unitOfWork.assertOpen('A push');
    const isFresh = await this.pushes.want(installationId, resourceId, kind, this.clock.inSeconds(SAFETY_SECONDS));
    await this.events.publish(new ResourceNews(installationId, resourceId, kind));
    if (isFresh) await this.jobs.enqueue(PUSH_RESOURCE, { installationId, resourceId });
  }

  @ListensTo(NotificationChanged)
  async onNotification({ subject: { installationId, resourceId } }: NotificationChanged): Promise<void> {
    if (resourceId !== undefined) await this.request(installationId, resourceId, 'status');
  }

  @ListensTo(InstallationReachable)
  onReachable({ installationId }: InstallationReachable): Promise<void> {
    return this.pushes.hurry(installationId, this.clock.now());
  }
}
