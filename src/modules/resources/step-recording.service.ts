import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { Notifications } from '../notifications/index.js';
import { STEPS } from './driver-step.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { type DriverStepName, statusOf } from './resource-state.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

const CHANGE_REFUSED = 'change-refused';

/** What the driver is asked for, the resource as he is told of it, and the lease under which he is. */
export interface Asking {
  readonly step: DriverStepName;
  readonly resource: Resource;
  readonly lease: Date;
}

/** How it went; `refused` is for good, and `why` is fit for the customer. */
export type Outcome = { readonly kind: 'done' | 'failed' } | { readonly kind: 'refused'; readonly why: string };

/** Records what the driver was asked for, with all that has to follow. Runs in the caller's unit of work. */
@Injectable()
export class StepRecording {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly notifications: Notifications,
    private readonly pushes: ResourcePushes,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async end(asking: Asking, outcome: Outcome): Promise<void> {
    const { installationId, id } = asking.resource;
    const current = await this.resources.getLocked(installationId, id);
    current.letGo(asking.lease);
    if (current.isLive) await this.record(current, asking, outcome);
    current.settleDue();
    await this.resources.update(current);
    if (isMore(current, asking, outcome)) await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
  }

  private async record(current: Resource, asking: Asking, outcome: Outcome): Promise<void> {
    const before = statusOf(current.state);
    if (outcome.kind === 'done') await this.recordDone(current, asking);
    if (outcome.kind === 'refused') await this.recordRefused(current, asking, outcome.why);
    if (statusOf(current.state) !== before) await this.pushes.request(current.installationId, current.id, 'status');
  }

  private async recordDone(current: Resource, { step, resource }: Asking): Promise<void> {
    const { installationId, id } = current;
    const { record, done } = STEPS[step];
    const before = current.state;
    record(current, resource, this.clock.now());
    const details = { state: { before, after: current.state } };
    if (step === 'update') await this.notifications.clear({ installationId, resourceId: id }, CHANGE_REFUSED);
    if (done !== null) this.audit.append({ installationId, action: done, subject: id, details });
  }

  /** Of what is not wanted any more, or is wanted otherwise, it says nothing. */
  private async recordRefused(current: Resource, { step, resource }: Asking, why: string): Promise<void> {
    if (current.outstanding !== step || current.revision !== resource.revision) return;
    const { installationId, id, revision, state: before } = current;
    current.noteRefusal(step, this.clock.now());
    const notice = { level: 'error', title: 'A change could not be made', message: why } as const;
    if (step === 'update') await this.notifications.set({ installationId, resourceId: id }, notice, CHANGE_REFUSED);
    const details = { revision, why, state: { before, after: current.state } };
    this.audit.append({ installationId, action: STEPS[step].refused, subject: id, details });
  }
}

/** What came up meanwhile and was turned away is taken up by a job of its own; what only failed, by the next attempt of the one in hand. */
function isMore(current: Resource, { step, resource }: Asking, { kind }: Outcome): boolean {
  if (!current.isLive) return true;
  if (kind !== 'failed') return current.outstanding !== null;
  return current.outstanding !== step || current.revision > resource.revision;
}
