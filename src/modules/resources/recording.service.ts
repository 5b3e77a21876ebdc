import { Injectable } from '@nestjs/common';
import type { ProvisionResourceResponse } from '#libs/vercel-contract';
import { Clock } from '../../platform/clock/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import type { DriverResource, Provisioned } from './driver.port.js';
import { FIRST_VERSION, ResourceSecrets, revealed } from './resource-secrets.js';
import type { Resource } from './resource.entity.js';
import { ResourceProvisioned } from './resource.events.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceView } from './resource.view.js';

/** When a product that had not finished is asked how far it is. */
const LOOK_AGAIN_SECONDS = 60;

/** Records what the driver made and says it to Vercel: the only answer that carries secrets. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly secrets: ResourceSecrets,
    private readonly view: ResourceView,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** `revision` is the one that the driver was told of. Null when the resource does not wait for the driver any more. Runs in the caller's unit of work. */
  async record(
    { installationId, id, productSlug }: DriverResource,
    revision: number,
    made: Provisioned,
  ): Promise<ProvisionResourceResponse | null> {
    const secrets = this.secrets.sealSecrets(installationId, id, FIRST_VERSION, made.secrets);
    const recorded = await this.resources.complete(installationId, id, {
      state: made.status,
      secrets,
      revision,
      now: this.clock.now(),
      lookAgain: this.clock.inSeconds(LOOK_AGAIN_SECONDS),
    });
    if (recorded === null) return null;
    await this.events.publish(new ResourceProvisioned(installationId, id, productSlug, recorded.ownerIsConnected));
    return { ...this.view.render(recorded), secrets: revealed(made.secrets) };
  }

  /** The answer that an earlier attempt of the same request would have given. */
  async answerAgain(resource: Resource): Promise<ProvisionResourceResponse> {
    const credential = await this.resources.findCredential(resource.installationId, resource.id);
    if (credential === null) throw new Unavailable('The resource has no credentials yet');
    return { ...(await this.view.renderRow(resource)), secrets: revealed(this.secrets.openSecrets(credential)) };
  }
}
