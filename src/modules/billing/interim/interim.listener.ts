import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { ListensTo } from '../../../platform/events/index.js';
import { nextSlot } from '../../../platform/jobs/index.js';
import { Catalog } from '../../catalog/index.js';
import {
  InstallationInstalled,
  InstallationPurging,
  InstallationReachable,
  UninstallRequested,
} from '../../installations/index.js';
import { periodAt } from '../periods/index.js';
import { dayAt } from './billing-day.js';
import { BillingPushRepository } from './billing-push.repository.js';

/** Who has just installed is about to buy: there is nothing to tell yet. */
const FIRST_MS = 600_000;
const HOUR_MS = 3_600_000;

/** In its own second of the hour, but within the first hour and not in the first minutes. */
function firstPush(installationId: string, at: Date): Date {
  const slot = nextSlot(installationId, at);
  return slot.getTime() - at.getTime() < FIRST_MS ? new Date(at.getTime() + HOUR_MS) : slot;
}

/** Vercel is told of an installation's money within its first hour and then hourly, until it leaves. */
@Injectable()
export class InterimListener {
  constructor(
    private readonly pushes: BillingPushRepository,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  @ListensTo(InstallationInstalled)
  onInstalled({ installationId, at }: InstallationInstalled): Promise<void> {
    const first = dayAt(periodAt(this.catalog.period, at, at), at);
    return this.pushes.begin(installationId, first, firstPush(installationId, at));
  }

  @ListensTo(InstallationReachable)
  onReachable({ installationId }: InstallationReachable): Promise<void> {
    return this.pushes.hurry(installationId, this.clock.now(), 'data');
  }

  @ListensTo(UninstallRequested)
  onLeaving({ installationId }: UninstallRequested): Promise<void> {
    return this.pushes.end(installationId);
  }

  @ListensTo(InstallationPurging)
  onPurging({ installationId }: InstallationPurging): Promise<void> {
    return this.pushes.delete(installationId);
  }
}
