import { Injectable } from '@nestjs/common';
import { type InstallationAccess, VercelApi } from '#libs/vercel-api';
import { UnitOfWork } from '../../platform/database/index.js';
import { DriverCalls } from './driver-calls.js';
import { RemovalService } from './removal.service.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceRepository } from './resource.repository.js';

const UNKNOWN = 404;

/** A linked resource, and whether Vercel lists it. */
interface Listed {
  readonly id: string;
  readonly atVercel: 'held' | 'missing';
}

/** Lets go of linked resources that are gone on one side: Vercel does not tell of their removal, nor does the product. */
@Injectable()
export class LinkedReview {
  constructor(
    private readonly api: VercelApi,
    private readonly resources: ResourceRepository,
    private readonly drivers: DriverCalls,
    private readonly removal: RemovalService,
    private readonly pushes: ResourcePushes,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What cannot be found out tonight is left as it is. */
  async review(access: InstallationAccess, listed: readonly Listed[]): Promise<void> {
    const { installationId } = access;
    for (const { id, atVercel } of listed) {
      const isGone =
        atVercel === 'missing' ? await this.isUnknown(access, id) : !(await this.isHeld(installationId, id));
      if (isGone) await this.letGo(installationId, id);
    }
  }

  /** A list may lack something for a moment: only a plain no counts. */
  private async isUnknown(access: InstallationAccess, id: string): Promise<boolean> {
    const outcome = await this.api.resources.get(access, id);
    return outcome.kind === 'final' && outcome.status === UNKNOWN;
  }

  private async isHeld(installationId: string, id: string): Promise<boolean> {
    const resource = await this.resources.find(installationId, id);
    if (resource === null || !resource.isLive) return true;
    return this.drivers.call(resource, (driver, told, call) => driver.holds(told, call)).catch(() => true);
  }

  private letGo(installationId: string, id: string): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.removal.start(installationId, id);
      await this.pushes.request(installationId, id, 'deleted');
    });
  }
}
