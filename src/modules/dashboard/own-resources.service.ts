import { Injectable } from '@nestjs/common';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import { Catalog, type Product } from '../catalog/index.js';
import { type Resource, ResourceRepository, statusOf } from '../resources/index.js';
import { type StatusWords, statusWords } from './badges.js';

/** A resource of the installation that is signed in, with what the catalog says of it. */
export interface OwnResource {
  readonly resource: Resource;
  /** Null for one that is not sold any more. */
  readonly product: Product | null;
  readonly productName: string;
  readonly planName: string;
  readonly status: StatusWords;
}

const LONGEST_ID = 256;

/** Finds resources in the name of an installation: those of others look like none. */
@Injectable()
export class OwnResources {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly catalog: Catalog,
  ) {}

  /** @throws NotFound */
  async get(installationId: string, id: string): Promise<OwnResource> {
    const own = await this.find(installationId, id);
    if (own === null) throw new NotFound('Resource');
    return own;
  }

  /** Null for one that is gone, was never there, or is another's. */
  async find(installationId: string, id: string): Promise<OwnResource | null> {
    const isPossible = id.length <= LONGEST_ID && isStorableText(id);
    const resource = isPossible ? await this.resources.find(installationId, id) : null;
    return resource === null || !resource.isLive ? null : this.describe(resource);
  }

  /** Names by ids: of these, whether they live or not, as far as they are still known. */
  async names(installationId: string, ids: Iterable<string | null | undefined>): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(ids)].filter((id) => typeof id === 'string');
    if (wanted.length === 0) return new Map();
    const found = await this.resources.findLiveOr(installationId, wanted);
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** All that live, the oldest first. */
  async list(installationId: string): Promise<readonly OwnResource[]> {
    return (await this.resources.findLive(installationId)).map((resource) => this.describe(resource));
  }

  private describe(resource: Resource): OwnResource {
    const product = this.catalog.findProduct(resource.productSlug);
    return {
      resource,
      product,
      productName: product?.name ?? resource.productSlug,
      planName: resource.isLinked ? 'Linked' : (product?.findPlan(resource.planId)?.name ?? resource.planId),
      status: statusWords(statusOf(resource.state)),
    };
  }
}
