import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { DomainError } from '../../platform/errors/index.js';
import type { DriverOperation } from './driver-operation.entity.js';
import { OperationRepository } from './driver-operation.repository.js';
import { DriverOperations, PROVISION } from './driver-operations.js';
import type { Provisioned } from './driver.port.js';
import { ProvisionSettlement } from './provision-settlement.js';
import { ResourceSecrets } from './resource-secrets.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** The product is asked again after as long as it has been at work already, within these bounds. */
const LEAST_MS = 60_000;
const MOST_MS = 15 * 60_000;

interface Waiting {
  readonly resource: Resource;
  readonly operation: DriverOperation;
  readonly seed: Secret;
  readonly lease: Date;
}

/** Follows a product that had not finished when it answered, should its report not come: asks until it is done, refuses, or has had its time. */
@Injectable()
export class PendingProvisions {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly operations: OperationRepository,
    private readonly drivers: DriverOperations,
    private readonly settlement: ProvisionSettlement,
    private readonly secrets: ResourceSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Nothing when it has been settled, or another call is at work on it. */
  async follow(installationId: string, id: string): Promise<void> {
    const waiting = await this.unitOfWork.run(() => this.begin(installationId, id));
    if (waiting === null) return;
    const made = await this.drivers.provision(waiting.resource, waiting.seed).catch((error: unknown) => error);
    await this.unitOfWork.run(() => this.end(waiting, made));
    const isTransient = made instanceof Error && !isRefusal(made);
    if (isTransient) throw made;
  }

  private async begin(installationId: string, id: string): Promise<Waiting | null> {
    const resource = await this.resources.getLocked(installationId, id);
    const now = this.clock.now();
    const seed = this.secrets.openSeed(resource);
    if (resource.state !== 'pending' || seed === null || resource.isBusy(now)) return null;
    await this.drivers.begin(resource, PROVISION);
    const operation = await this.operations.findOpen(installationId, id, PROVISION);
    if (operation === null) return null;
    const lease = resource.take(now);
    await this.resources.update(resource);
    return { resource, operation, seed, lease };
  }

  /** A report may have come while the product was asked: then it stands. */
  private async end({ resource, operation, lease }: Waiting, made: unknown): Promise<void> {
    const { installationId, id, revision } = resource;
    const current = await this.resources.getLocked(installationId, id);
    const now = this.clock.now();
    current.letGo(lease);
    const outcome = current.state === 'pending' ? this.outcomeOf(operation, made, now) : null;
    if (outcome === null) return this.resources.update(current);
    if (outcome === 'again') {
      const pause = Math.min(Math.max(now.getTime() - operation.begunAt.getTime(), LEAST_MS), MOST_MS);
      current.expectBy(new Date(now.getTime() + pause));
      return this.resources.update(current);
    }
    await this.operations.endOnce(installationId, operation.id, outcome.failed ? 'failed' : 'succeeded', now);
    if (outcome.failed) return this.settlement.fail(current, outcome.reason);
    current.confirm(revision, now);
    return this.settlement.settle(current, outcome.made);
  }

  private outcomeOf(operation: DriverOperation, made: unknown, now: Date) {
    if (isRefusal(made)) return { failed: true, reason: made.details.user?.message ?? made.message } as const;
    if (isProvisioned(made)) return { failed: false, made } as const;
    if (operation.isOverdue(now)) return { failed: true, reason: 'The product did not finish in time' } as const;
    return 'again';
  }
}

function isRefusal(made: unknown): made is DomainError {
  return made instanceof DomainError && made.isFinal;
}

function isProvisioned(made: unknown): made is Provisioned & { readonly status: 'ready' | 'onboarding' } {
  return !(made instanceof Error) && (made as Provisioned).status !== 'pending';
}
