import { Injectable } from '@nestjs/common';
import type { RotateSecretsResponse, RotationBegun } from '#libs/vercel-contract';
import { UnitOfWork } from '../../platform/database/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { Answers } from '../../platform/idempotency/index.js';
import { DriverOperations } from './driver-operations.js';
import type { Rotated } from './driver.port.js';
import { RotationPlacement, type RotationWish, type WaitingVersion } from './rotation-placement.service.js';
import { RotationRecording } from './rotation-recording.service.js';

const OK = (): number => 200;
const ACCEPTED = (): number => 202;

/**
 * Replaces the secrets of a resource in three steps, as provisioning does: place the new version (transaction 1), have the
 * driver make it (outside), record it with the answer (transaction 2). Until then the present one is the only one told.
 */
@Injectable()
export class RotationService {
  constructor(
    private readonly placement: RotationPlacement,
    private readonly recording: RotationRecording,
    private readonly drivers: DriverOperations,
    private readonly answers: Answers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async rotate(installationId: string, id: string, wish: RotationWish): Promise<RotateSecretsResponse | RotationBegun> {
    const placed = await this.unitOfWork.run(() => this.placement.place(installationId, id, wish));
    if (placed.kind === 'finished')
      return this.answers.with(OK, async () => this.recording.answerOf(placed.credential));
    const made = await this.make(placed);
    if (made.status === 'pending') return this.answers.with(ACCEPTED, () => this.finishLater(installationId, id));
    return this.answers.with(OK, () => this.recording.record(placed, made));
  }

  private async finishLater(installationId: string, id: string): Promise<RotationBegun> {
    await this.placement.finishByPush(installationId, id);
    return { sync: false };
  }

  /** What the driver refuses for good is taken back before the customer hears no. */
  private async make({ resource, version, seed }: WaitingVersion): Promise<Rotated> {
    try {
      return await this.drivers.rotateSecrets(resource, seed, version);
    } catch (error) {
      if (error instanceof DomainError && error.isFinal)
        await this.unitOfWork.run(() => this.recording.takeBack(resource, version));
      throw error;
    }
  }
}
