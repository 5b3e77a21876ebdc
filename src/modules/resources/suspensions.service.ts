import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import {
  InstallationRepository,
  InstallationSuspensions,
  type Suspension,
  type SuspensionCause,
} from '../installations/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { ResourceSuspensions } from './resource-suspensions.js';
import { SuspensionRepository } from './suspension.repository.js';

/** When the reconciler looks again, should the job be lost. */
const SAFETY_SECONDS = 60;

/** Whose word it is, and on what: one resource, or without `resourceId` the installation with all that there is in it. */
export interface SuspensionWish {
  readonly resourceId?: string;
  readonly cause: SuspensionCause;
  /** The customer reads it of a suspension; of a resumption it is for the audit log. */
  readonly message: string;
}

/** Why something is out of use. */
export interface Causes {
  readonly installation: readonly Suspension[];
  readonly resource: readonly Suspension[];
}

/**
 * Keeps resources out of use for as long as somebody wants it: the wish is on record at once, the product is told by a job.
 * A resource is in use again when its own causes and those of its installation are gone. Joins the caller's unit of work.
 */
@Injectable()
export class Suspensions {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly ofInstallations: InstallationSuspensions,
    private readonly ofResources: ResourceSuspensions,
    private readonly suspensions: SuspensionRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Once per cause; a repeat only replaces the message. @throws NotFound, Conflict when it is being removed */
  async suspend(installationId: string, { resourceId, cause, message }: SuspensionWish): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.installations.lockActiveTerms(installationId);
      if (resourceId === undefined) await this.ofInstallations.suspend(installationId, cause, message);
      else await this.ofResources.suspend(installationId, resourceId, { cause, message });
      await this.reconsider(installationId, resourceId);
    });
  }

  /** Takes back the word of one cause, and nothing where there is none. @throws NotFound, Conflict when it is being removed */
  async resume(installationId: string, { resourceId, cause, message }: SuspensionWish): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.installations.lockActiveTerms(installationId);
      if (resourceId === undefined) await this.ofInstallations.resume(installationId, cause, message);
      else await this.ofResources.resume(installationId, resourceId, { cause, message });
      await this.reconsider(installationId, resourceId);
    });
  }

  /** Why it is out of use, by its own causes and by those of its installation, the oldest first. */
  async causesOf(installationId: string, resourceId?: string): Promise<Causes> {
    const installation = await this.ofInstallations.of(installationId);
    const resource = resourceId === undefined ? [] : await this.ofResources.of(installationId, resourceId);
    return { installation, resource };
  }

  /** Brings resources in line with the causes that there are; behind the installation's lock. */
  private async reconsider(installationId: string, resourceId?: string): Promise<void> {
    const at = { due: this.clock.inSeconds(SAFETY_SECONDS), now: this.clock.now() };
    const changed = await this.suspensions.hold(installationId, resourceId ?? null, at);
    for (const id of changed) await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
  }
}
