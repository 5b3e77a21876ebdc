import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import type { Product } from '../catalog/index.js';
import { AdoptionPlacement, type Linking, type LinkingWish } from './adoption-placement.service.js';
import { AdoptionRecording } from './adoption-recording.service.js';
import { DriverCalls } from './driver-calls.js';
import type { DriverSecret } from './driver.port.js';
import type { Importable, InstanceOwner } from './importing.port.js';
import { LinkedRepository } from './linked.repository.js';
import { RemovalService } from './removal.service.js';
import { ResourcePushes } from './resource-pushes.service.js';

/** A resource that waits to be linked, and under which lease. */
export type WaitingLink = Extract<Linking, { readonly kind: 'waiting' }>;

/**
 * Links what customers had at the product before: placed (transaction 1), adopted by the driver (outside), told to Vercel by the
 * caller, recorded (transaction 2). Until then it is `placed`, and taken back when nobody finishes it; a repeat goes on with it.
 */
@Injectable()
export class Adoptions {
  constructor(
    private readonly placement: AdoptionPlacement,
    private readonly recording: AdoptionRecording,
    private readonly linked: LinkedRepository,
    private readonly drivers: DriverCalls,
    private readonly removal: RemovalService,
    private readonly pushes: ResourcePushes,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What the owner may link, without what is linked already; what an import of this installation has left unfinished is among it. */
  async list(installationId: string, { slug, driver }: Product, owner: InstanceOwner): Promise<readonly Importable[]> {
    const all = await this.drivers.ask(slug, (asked, call) => asked.listImportable(owner, slug, call));
    const linked = await this.linked.findTaken(
      installationId,
      driver,
      all.map(({ instance }) => instance),
    );
    return all.filter(({ instance }) => !linked.has(instance));
  }

  /** What an import has linked; null: nothing, so far. */
  async findFinished(installationId: string, digest: Buffer): Promise<string | null> {
    const resource = await this.linked.findOf(installationId, digest);
    return resource !== null && resource.isLive && resource.state !== 'placed' ? resource.id : null;
  }

  /** @throws Conflict when the instance is linked already, or the import chose another one */
  begin(installationId: string, wish: LinkingWish): Promise<Linking> {
    return this.unitOfWork.run(() => this.placement.place(installationId, wish));
  }

  /** Has the driver make the credentials: the same ones at every attempt. */
  async adopt({ resource, seed }: WaitingLink, owner: InstanceOwner): Promise<readonly DriverSecret[]> {
    const adoption = { owner, instance: resource.linkedInstance ?? '' };
    const made = await this.drivers.call(resource, (driver, told, call) => driver.adopt(told, adoption, seed, call));
    return made.secrets;
  }

  /** Vercel knows it, under this name. @throws Unavailable when it was taken back meanwhile */
  async finish(link: WaitingLink, secrets: readonly DriverSecret[], name: string): Promise<void> {
    try {
      await this.unitOfWork.run(() => this.recording.record(link.resource, secrets, name));
    } catch (error) {
      if (error instanceof Unavailable) await this.undo(link);
      throw error;
    }
  }

  /** It was refused for good: nothing stays of it, unless another attempt is under way. */
  async giveUp({ resource, lease }: WaitingLink): Promise<void> {
    await this.removal.takeBack(resource.installationId, resource.id, lease);
  }

  /** The driver and Vercel may have been told after it was taken back. */
  private undo({ resource: { installationId, id }, lease }: WaitingLink): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.removal.makeSureGone(installationId, id, lease);
      await this.pushes.request(installationId, id, 'deleted');
    });
  }
}
