import { Injectable } from '@nestjs/common';
import type { ProvisionResourceResponse } from '#libs/vercel-contract';
import { DomainError, Unavailable } from '../../platform/errors/index.js';
import { Answers } from '../../platform/idempotency/index.js';
import { DriverOperations } from './driver-operations.js';
import type { Provisioned } from './driver.port.js';
import type { ProvisionResourceRequest } from './dto/provision-resource.request.js';
import { Ordering } from './ordering.js';
import { PlacementService, type Waiting } from './placement.service.js';
import { protocolSettingsOf } from './protocol-settings.js';
import { RecordingService } from './recording.service.js';
import { RemovalService } from './removal.service.js';

const OK = (): number => 200;

/**
 * Buys a resource in three steps, none of which happens twice: place it (transaction 1), have the driver make it (outside,
 * with the resource id as its key), record it with the answer (transaction 2). A repeat resumes at the step that is missing.
 */
@Injectable()
export class ProvisioningService {
  constructor(
    private readonly ordering: Ordering,
    private readonly placement: PlacementService,
    private readonly recording: RecordingService,
    private readonly removal: RemovalService,
    private readonly drivers: DriverOperations,
    private readonly answers: Answers,
  ) {}

  async provision(installationId: string, request: ProvisionResourceRequest): Promise<ProvisionResourceResponse> {
    const order = {
      ...this.ordering.read(request),
      name: request.name,
      externalId: request.externalId ?? null,
      protocolSettings: protocolSettingsOf(request.protocolSettings) ?? null,
    };
    const placed = await this.answers.claiming(() => this.placement.place(installationId, order));
    if (placed.kind === 'finished') return this.answers.with(OK, () => this.recording.answerAgain(placed.resource));
    const made = await this.make(placed);
    return this.record(placed, made);
  }

  /** What the driver refuses for good is taken back before the customer hears no. */
  private async make({ resource, lease, seed }: Waiting): Promise<Provisioned> {
    try {
      return await this.drivers.provision(resource, seed);
    } catch (error) {
      if (error instanceof DomainError && error.isFinal)
        await this.removal.takeBack(resource.installationId, resource.id, lease);
      throw error;
    }
  }

  /** What was taken back while the driver worked is removed again, since the driver may have been the last to act. */
  private async record({ resource, revision, lease }: Waiting, made: Provisioned): Promise<ProvisionResourceResponse> {
    const answer = await this.answers
      .with(OK, async () => {
        const recorded = await this.recording.record(resource, revision, made);
        if (recorded === null) throw new Unavailable('The resource was taken back meanwhile', { reason: 'taken_back' });
        return recorded;
      })
      .catch(async (error: unknown) => {
        if (error instanceof Unavailable && error.details.reason === 'taken_back') {
          await this.removal.makeSureGone(resource.installationId, resource.id, lease);
        }
        throw error;
      });
    return answer;
  }
}
