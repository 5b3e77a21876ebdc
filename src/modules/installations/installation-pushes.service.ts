import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationReachable } from './installation.events.js';
import { InstallationPushRepository } from './installation-push.repository.js';
import { PUSH_INSTALLATION } from './jobs/push-installation.definition.js';
import { SAFETY_SECONDS } from './outstanding-push.entity.js';

/** `status`: status and notification, which only a PATCH tells for certain; `updated`: Vercel reads the installation, its plan above all, again. The most urgent first. */
export const INSTALLATION_PUSHES = ['status', 'updated'] as const;

/** What Vercel can be told of an installation. */
export type InstallationPushKind = (typeof INSTALLATION_PUSHES)[number];

/** Has Vercel told of changes to an installation that were made on our side; what Vercel has asked for itself is not echoed. */
@Injectable()
export class InstallationPushes {
  constructor(
    private readonly pushes: InstallationPushRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Told after the commit of the caller's unit of work, and once however many changes there are until then. */
  async request(installationId: string, kind: InstallationPushKind): Promise<void> {
    this.unitOfWork.assertOpen('A push');
    const isFresh = await this.pushes.want(installationId, kind, this.clock.inSeconds(SAFETY_SECONDS));
    if (isFresh) await this.jobs.enqueue(PUSH_INSTALLATION, { installationId });
  }

  @ListensTo(InstallationReachable)
  onReachable({ installationId }: InstallationReachable): Promise<void> {
    return this.pushes.hurry(installationId, this.clock.now());
  }
}
