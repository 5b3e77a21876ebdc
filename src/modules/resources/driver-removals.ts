import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { RemovalPreparations } from './before-removal.js';
import { DriverOperations } from './driver-operations.js';
import type { Deprovisioned } from './driver.port.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** A refusal may be mended at the product, so it is put to it again: after 5 minutes at first, once an hour in the end. */
const REFUSED_SECONDS = { first: 300, most: 3_600 };

function waitAfter(attempts: number): number {
  return Math.min(REFUSED_SECONDS.first * 2 ** (attempts - 1), REFUSED_SECONDS.most);
}

/** The driver's own words where they are fit for customers, else what kind of failure it was; never a cause. */
function problemOf(error: unknown): string {
  if (!(error instanceof DomainError)) return 'The product cannot be asked';
  return error.details.user?.message ?? error.message;
}

/** Has the driver remove an instance, and keeps for operators why he does not. */
@Injectable()
export class DriverRemovals {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly preparations: RemovalPreparations,
    private readonly drivers: DriverOperations,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** `refused`: it is put to him again later, ever more rarely. Throws what may pass at once. */
  async deprovision(resource: Resource): Promise<Deprovisioned['status'] | 'refused'> {
    try {
      await this.preparations.make(resource);
      return (await this.drivers.deprovision(resource)).status;
    } catch (error) {
      const how = error instanceof DomainError && error.isFinal ? 'refused' : 'failed';
      await this.unitOfWork.run(() => this.noteFailure(resource, problemOf(error), how));
      if (how === 'refused') return how;
      throw error;
    }
  }

  /** Keeps why, for operators; what was refused is asked again later. Runs in the caller's unit of work. */
  async noteFailure({ installationId, id }: Resource, problem: string, how: 'refused' | 'failed'): Promise<void> {
    const current = await this.resources.getLocked(installationId, id);
    if (current.state !== 'removing') return;
    const isNews = current.removalProblem !== problem;
    current.noteRemovalFailure(problem);
    if (how === 'refused') current.expectBy(this.clock.inSeconds(waitAfter(current.removalAttempts)));
    await this.resources.update(current);
    const details = { problem };
    if (isNews) this.audit.append({ installationId, action: `resource.removal-${how}`, subject: id, details });
  }
}
