import { Injectable } from '@nestjs/common';
import { Jobs } from '../../platform/jobs/index.js';
import type { InstallationTerms } from '../installations/index.js';
import { Notifications } from '../notifications/index.js';
import { REVIEW_LIMITS } from './jobs/bring-forward.definition.js';
import type { Order } from './ordering.js';
import type { Resource } from './resource.entity.js';

const PROVISIONING_FAILED = 'provisioning-failed';

/** What customers are told about provisioning, beside their installation, since Vercel knows no resource yet. In the caller's unit of work. */
@Injectable()
export class Notices {
  constructor(
    private readonly notifications: Notifications,
    private readonly jobs: Jobs,
  ) {}

  /** A new purchase: what failed before is past, and a limit may be near. */
  async purchased(installationId: string, { plan }: Pick<Order, 'plan'>, terms: InstallationTerms): Promise<void> {
    if (terms.hasFailedProvisioning) await this.notifications.clear({ installationId }, PROVISIONING_FAILED);
    if (plan.limits.resourcesPerInstallation !== undefined) await this.jobs.enqueue(REVIEW_LIMITS, { installationId });
  }

  /** What was promised could not be made. */
  async failed({ installationId, name }: Resource): Promise<void> {
    const title = 'Provisioning has failed';
    const message = `“${name}” could not be provisioned. Nothing was left of it, and it can be tried again.`;
    await this.notifications.set({ installationId }, { level: 'error', title, message }, PROVISIONING_FAILED);
  }
}
