import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/index.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { RotationPlacement, type RotationWish } from './rotation-placement.service.js';

/** Rotations that start on our side: Vercel is told when the secrets are there, and the old ones wait for that. */
@Injectable()
export class Rotations {
  constructor(
    private readonly placement: RotationPlacement,
    private readonly pushes: ResourcePushes,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Tells the version; of one that is under way, that one, which Vercel is told of again. @throws Conflict as a rotation by Vercel does */
  start(installationId: string, id: string, wish: RotationWish): Promise<number> {
    return this.unitOfWork.run(async () => {
      const { version, stage } = await this.placement.placeForPush(installationId, id, wish);
      if (stage === 'telling') await this.pushes.request(installationId, id, 'secrets');
      return version;
    });
  }
}
