import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict, InvalidInput, NotFound, Unavailable } from '../../platform/errors/index.js';
import { oneLine, readSecrets } from './adapters/http/read-answer.js';
import type { DriverOperation } from './driver-operation.entity.js';
import { OperationRepository } from './driver-operation.repository.js';
import type { DriverSecret } from './driver.port.js';
import type { OperationReportRequest } from './dto/operation-report.request.js';
import { ProvisionSettlement } from './provision-settlement.js';
import { RemovalReports } from './removal-reports.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository, type ResourceKey } from './resource.repository.js';
import { RotationReports } from './rotation-reports.js';

/** A product that reports before its own answer is on record comes back after so many seconds. */
const SOON = { retryAfterSeconds: 2 };

/** Takes the word of a product that it is done: once per operation, and for the resource alone that the operation is about. */
@Injectable()
export class OperationReports {
  constructor(
    private readonly operations: OperationRepository,
    private readonly resources: ResourceRepository,
    private readonly settlement: ProvisionSettlement,
    private readonly rotations: RotationReports,
    private readonly removals: RemovalReports,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for an operation that is not this resource's, Conflict when nobody waits for its end */
  async take(id: string, report: OperationReportRequest): Promise<void> {
    // The database can look for what stands in the body; a path may hold what it refuses to compare.
    const owner = report.operationId === id ? await this.operations.findOwner(report.operationId) : null;
    if (owner === null || report.resourceId !== owner.id) throw new NotFound('Operation');
    const removed = await this.unitOfWork.run(() => this.settle(owner, id, report));
    if (removed === null) return;
    await this.removals.gone(removed);
    await this.operations.endOnce(removed.installationId, id, 'succeeded', this.clock.now());
  }

  /** Everything is over with this unit of work, but for a removal, whose resource it gives. */
  private async settle(
    { installationId, id: resourceId }: ResourceKey,
    id: string,
    report: OperationReportRequest,
  ): Promise<Resource | null> {
    const resource = await this.resources.getLocked(installationId, resourceId);
    const operation = await this.operations.find(installationId, id);
    if (operation === null) throw new NotFound('Operation');
    assertFits(operation, report);
    const outcome = report.status === 'failed' ? 'failed' : 'succeeded';
    if (operation.outcome === outcome) return null;
    if (operation.outcome !== null) throw new Conflict('The operation has ended otherwise');
    if (report.status === 'gone') return resource;
    await this.apply(resource, operation, report);
    if (report.status === 'onboarding') return null;
    operation.end(outcome, this.clock.now());
    await this.operations.update(operation);
    return null;
  }

  private async apply(resource: Resource, operation: DriverOperation, report: OperationReportRequest): Promise<void> {
    const secrets = secretsOf(report);
    const problem = oneLine(report.error?.message ?? '') ?? 'The product reported a failure';
    if (operation.kind === 'deprovision') return this.removals.failed(resource, problem);
    if (operation.kind === 'rotate-secrets') return this.rotations.take(resource, operation.version, secrets);
    if (!resource.isLive) throw new Conflict('The resource is being removed');
    if (resource.state === 'placed') throw new Unavailable('The answer is not on record yet', SOON);
    if (secrets === null) return this.settlement.fail(resource, problem);
    const status = report.status === 'onboarding' ? report.status : 'ready';
    return this.settlement.settle(resource, { status, secrets });
  }
}

const FITTING: Readonly<Record<DriverOperation['kind'], readonly OperationReportRequest['status'][]>> = {
  provision: ['ready', 'onboarding', 'failed'],
  'rotate-secrets': ['ready', 'failed'],
  deprovision: ['gone', 'failed'],
};

function assertFits({ kind }: DriverOperation, report: OperationReportRequest): void {
  const message = `must be one of ${FITTING[kind].join(', ')}`;
  if (!FITTING[kind].includes(report.status)) throw new InvalidInput([{ key: 'status', message }]);
}

/** Null of a failure. */
function secretsOf(report: OperationReportRequest): readonly DriverSecret[] | null {
  if (report.status === 'failed') return null;
  const secrets = readSecrets(report.secrets);
  if (secrets === null) throw new InvalidInput([{ key: 'secrets', message: 'must be names, each once, with values' }]);
  return secrets;
}
