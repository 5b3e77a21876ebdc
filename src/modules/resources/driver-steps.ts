import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { DriverCalls } from './driver-calls.js';
import { type Asking, type Outcome, StepRecording } from './step-recording.service.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** Asks the driver for what is outstanding, one call per resource at a time: an older wish must not arrive after a newer one. */
@Injectable()
export class DriverSteps {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly drivers: DriverCalls,
    private readonly recording: StepRecording,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Nothing when the driver is at work: who asked him sees at the end that there is more. */
  async take(installationId: string, id: string): Promise<void> {
    const asking = await this.unitOfWork.run(() => this.begin(installationId, id));
    if (asking === null) return;
    try {
      await this.drivers.call(asking.resource, (driver, told, call) => driver[asking.step](told, call));
    } catch (error) {
      await this.unitOfWork.run(() => this.recording.end(asking, outcomeOf(error)));
      throw error;
    }
    await this.unitOfWork.run(() => this.recording.end(asking, { kind: 'done' }));
  }

  private async begin(installationId: string, id: string): Promise<Asking | null> {
    const resource = await this.resources.getLocked(installationId, id);
    const now = this.clock.now();
    const step = resource.outstanding;
    if (resource.isBusy(now)) return null;
    if (step === null) return this.settle(resource);
    const lease = resource.take(now);
    await this.resources.update(resource);
    return { step, resource, lease };
  }

  /** Who wanted something and took it back has left a due time behind. */
  private async settle(resource: Resource): Promise<null> {
    if (resource.dueAt === null) return null;
    resource.settleDue();
    await this.resources.update(resource);
    return null;
  }
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof Conflict)) return { kind: 'failed' };
  return { kind: 'refused', why: error.details.user?.message ?? error.message };
}
