import { Injectable } from '@nestjs/common';
import type { Notification } from '#libs/vercel-contract';
import { UnitOfWork } from '../../platform/database/index.js';
import { Catalog, type Plan } from '../catalog/index.js';
import { InstallationRepository } from '../installations/index.js';
import { Notifications } from '../notifications/index.js';
import { type PlanLoad, ResourceRepository } from './resource.repository.js';

const NEAR = 0.8;
const KEY = 'plan-limit';

/** How much of a plan's limit is used. */
interface Use {
  readonly plan: Plan;
  readonly used: number;
  readonly limit: number;
}

/** Tells customers beside their installation that a plan's limit of resources is near (80 %) or reached. */
@Injectable()
export class PlanLimits {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly installations: InstallationRepository,
    private readonly catalog: Catalog,
    private readonly notifications: Notifications,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Goes by what is counted behind the installation's lock, so that the last of several reviews is right. */
  async review(installationId: string): Promise<void> {
    if (!this.catalog.hasLimits) return;
    await this.unitOfWork.run(async () => {
      const installation = await this.installations.lock(installationId);
      if (installation === null || !installation.isActive) return;
      const said = sayingOf(this.uses(await this.resources.countByPlan(installationId)));
      if (said === null) await this.notifications.clear({ installationId }, KEY);
      else await this.notifications.set({ installationId }, said, KEY);
    });
  }

  /** A plan of the installation is used by the resources of all products. */
  private uses(loads: readonly PlanLoad[]): readonly Use[] {
    const uses = new Map<Plan, Use>();
    for (const { productSlug, planId, count } of loads) {
      const plan = this.catalog.findProduct(productSlug)?.findPlan(planId);
      const limit = plan?.limits.resourcesPerInstallation;
      if (!plan || limit === undefined) continue;
      const same = [...uses.keys()].find((other) => other.scope === 'installation' && other.id === plan.id) ?? plan;
      uses.set(same, { plan: same, limit, used: (uses.get(same)?.used ?? 0) + count });
    }
    return [...uses.values()];
  }
}

/** About the plan whose limit is the nearest. */
function sayingOf(uses: readonly Use[]): Notification | null {
  const [fullest] = uses.toSorted((a, b) => b.used / b.limit - a.used / a.limit);
  if (fullest === undefined || fullest.used < fullest.limit * NEAR) return null;
  const { plan, used, limit } = fullest;
  const message = `${used} of ${limit} resources of the plan “${plan.name}” are in use.`;
  if (used < limit) return { level: 'info', title: 'Plan limit almost reached', message };
  return { level: 'warn', title: 'Plan limit reached', message };
}
