import { Injectable } from '@nestjs/common';
import { Conflict, InvalidInput } from '../../platform/errors/index.js';
import { Catalog, type Plan, type Product } from '../catalog/index.js';
import { Purchases, type Resource, ResourceRepository } from '../resources/index.js';
import { ConnectedResourceRepository } from './connected-resource.repository.js';

const NEW = 'new';
const GONE = 'The resource is not there any more. Choose another one, or a new one.';

/** Something that can be made for a connected account: a product on a plan that Vercel need not bill. */
export interface Offered {
  /** As a form sends it back. */
  readonly value: string;
  readonly product: string;
  readonly plan: string;
  readonly description: string;
}

/** A resource that is to be: one that is there, or a new one under a name. */
export interface ResourceWish {
  /** Its id, or the `value` of what is offered. */
  readonly choice: string;
  readonly name: string;
  /** The same for the same form, so that sending it twice buys once. */
  readonly key: string;
  readonly externalId: string | null;
}

/** What a connected account has, and what it can get: Vercel collects no money for it, so nothing that costs. */
@Injectable()
export class Offer {
  private readonly offered: ReadonlyMap<string, { readonly product: Product; readonly plan: Plan }>;

  constructor(
    catalog: Catalog,
    private readonly purchases: Purchases,
    private readonly resources: ResourceRepository,
    private readonly made: ConnectedResourceRepository,
  ) {
    const all = catalog.products.flatMap((product) => product.plans.map((plan) => ({ product, plan })));
    const free = all.filter(({ product, plan }) => isOffered(plan) && needsNoAnswers(product));
    this.offered = new Map(free.map((each) => [[NEW, each.product.slug, each.plan.id].join(' '), each]));
  }

  list(): readonly Offered[] {
    return [...this.offered].map(([value, { product, plan }]) => ({
      value,
      product: product.name,
      plan: plan.name,
      description: plan.description,
    }));
  }

  held(installationId: string): Promise<readonly Resource[]> {
    return this.resources.findLive(installationId);
  }

  /** The id of the resource, which is made if it has to be. @throws InvalidInput for what is neither there nor offered, and as a purchase does */
  async obtain(installationId: string, { choice, name, key, externalId }: ResourceWish): Promise<string> {
    const [held] = await this.resources.findLive(installationId, [choice]);
    if (held !== undefined) return held.id;
    const chosen = this.offered.get(choice);
    if (chosen === undefined) throw new InvalidInput([{ key: 'resource', message: 'is not there, or not for sale' }]);
    return this.purchases.buy(installationId, key, {
      productId: chosen.product.slug,
      billingPlanId: chosen.plan.id,
      name,
      metadata: {},
      ...(externalId !== null && { externalId }),
    });
  }

  /** It is linked, in the caller's unit of work: from then on it stays, linked or not, until somebody wants it gone. @throws Conflict for one that goes already */
  async keep(installationId: string, resourceId: string): Promise<void> {
    await this.made.keep({ installationId, resourceId });
    const [held] = await this.resources.findLive(installationId, [resourceId]);
    if (held === undefined) throw new Conflict('The resource is being removed', { user: { message: GONE } });
  }
}

/** A plan of a whole installation would bind all of its resources. */
function isOffered({ isFree, disabled, scope }: Plan): boolean {
  return isFree && !disabled && scope === 'resource';
}

/** Whether the defaults of its form are enough. */
function needsNoAnswers(product: Product): boolean {
  try {
    product.acceptMetadata({});
    return true;
  } catch {
    return false;
  }
}
