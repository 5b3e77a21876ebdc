import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { DriverCalls } from './driver-calls.js';
import { STEPS } from './driver-step.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { statusOf, type DriverStepName } from './resource-state.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** What the driver is asked for, the resource as he is told of it, and the lease under which he is. */
interface Asking {
  readonly step: DriverStepName;
  readonly resource: Resource;
  readonly lease: Date;
}

type Outcome = 'done' | 'refused' | 'failed';

/** Asks the driver for what is outstanding, one call per resource at a time: an older wish must not arrive after a newer one. */
@Injectable()
export class DriverSteps {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly drivers: DriverCalls,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly pushes: ResourcePushes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing when the driver is at work: who asked him sees at the end that there is more. */
  async take(installationId: string, id: string): Promise<void> {
    const asking = await this.unitOfWork.run(() => this.begin(installationId, id));
    if (asking === null) return;
    try {
      await this.drivers.call(asking.resource, (driver, told, call) => driver[asking.step](told, call));
    } catch (error) {
      await this.unitOfWork.run(() => this.end(asking, error instanceof Conflict ? 'refused' : 'failed'));
      throw error;
    }
    await this.unitOfWork.run(() => this.end(asking, 'done'));
  }

  private async begin(installationId: string, id: string): Promise<Asking | null> {
    const resource = await this.resources.getLocked(installationId, id);
    const now = this.clock.now();
    const step = resource.outstanding;
    if (step === null || resource.isBusy(now)) return null;
    const lease = resource.take(now);
    await this.resources.update(resource);
    return { step, resource, lease };
  }

  private async end(asking: Asking, outcome: Outcome): Promise<void> {
    const { installationId, id } = asking.resource;
    const current = await this.resources.getLocked(installationId, id);
    current.letGo(asking.lease);
    const before = statusOf(current.state);
    const action = current.isLive ? record(current, asking, outcome, this.clock.now()) : null;
    current.settleDue();
    await this.resources.update(current);
    const details = asking.step === 'update' ? { revision: asking.resource.revision } : {};
    if (action !== null) await this.audit.append({ installationId, action, subject: id, details });
    if (statusOf(current.state) !== before) await this.pushes.request(installationId, id, 'status');
    if (isMore(current, asking, outcome)) await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
  }
}

/** What the audit log says of it; null: nothing. */
function record(current: Resource, { step, resource }: Asking, outcome: Outcome, now: Date): string | null {
  const { record: recordIn, done, refused } = STEPS[step];
  if (outcome === 'done') recordIn(current, resource, now);
  if (outcome === 'done') return done;
  const isAsItWas = current.outstanding === step && current.revision === resource.revision;
  if (outcome === 'failed' || !isAsItWas) return null;
  current.noteRefusal(step, now);
  return refused;
}

/** What came up meanwhile and was turned away is taken up by a job of its own; what only failed, by the next attempt of the one in hand. */
function isMore(current: Resource, { step, resource }: Asking, outcome: Outcome): boolean {
  if (!current.isLive) return true;
  if (outcome !== 'failed') return current.outstanding !== null;
  return current.outstanding !== step || current.revision > resource.revision;
}
