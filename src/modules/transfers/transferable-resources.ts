import { Injectable } from '@nestjs/common';
import { Unprocessable } from '../../platform/errors/index.js';
import { Catalog } from '../catalog/index.js';
import { type Resource, ResourceRepository } from '../resources/index.js';

/** Which resources can go over to another installation. */
@Injectable()
export class TransferableResources {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly catalog: Catalog,
  ) {}

  /** All of them, in the order of their ids. @throws Unprocessable when one is missing, foreign, or not fit for it */
  async find(installationId: string, ids: readonly string[]): Promise<readonly Resource[]> {
    return this.checked(ids, await this.resources.findLive(installationId, ids));
  }

  /** As `find`, and locks them. */
  async lock(installationId: string, ids: readonly string[]): Promise<readonly Resource[]> {
    return this.checked(ids, await this.resources.lockAll(installationId, ids));
  }

  private checked(ids: readonly string[], found: readonly Resource[]): readonly Resource[] {
    const resources = found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    if (ids.length === 0 || resources.length < ids.length) throw refusal('is not there', 'no longer exists');
    for (const { productSlug, isTransferable, isLinked } of resources) {
      if (isLinked)
        throw refusal('is linked', 'is linked to what you have with the provider, and cannot be transferred');
      if (this.catalog.findProduct(productSlug)?.capabilities.transfers !== true)
        throw refusal('is of a product that cannot be transferred', 'cannot be transferred');
      if (!isTransferable) throw refusal('is not ready', 'is not ready. Please try again when it is');
    }
    return resources;
  }
}

function refusal(why: string, toTheCustomer: string): Unprocessable {
  return new Unprocessable(`A resource ${why}`, { user: { message: `One of these resources ${toTheCustomer}.` } });
}
