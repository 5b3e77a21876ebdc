import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { DriverRemovals } from './driver-removals.js';
import { RemovalService } from './removal.service.js';
import type { Resource } from './resource.entity.js';

/** Takes the end of a removal that a product has reported. */
@Injectable()
export class RemovalReports {
  constructor(
    private readonly removal: RemovalService,
    private readonly removals: DriverRemovals,
    private readonly clock: Clock,
  ) {}

  /** It could not be removed: it is put to the product again later. Runs in the caller's unit of work. */
  failed(resource: Resource, problem: string): Promise<void> {
    return this.removals.noteFailure(resource, problem, 'refused');
  }

  /** Nothing is left of it; while another call may be at work on it, that is made sure of afterwards. */
  gone(resource: Resource): Promise<void> {
    const again = resource.isBusy(this.clock.now()) ? resource.busyUntil : null;
    return this.removal.recordGone(resource.installationId, resource.id, again);
  }
}
