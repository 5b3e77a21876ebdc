import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { Conflict, Unavailable } from '../../platform/errors/index.js';
import type { Product } from '../catalog/index.js';
import { InstallationRepository } from '../installations/index.js';
import type { Importable } from './importing.port.js';
import { leaseFrom } from './lease.js';
import type { LinkedTerms } from './linked-terms.js';
import { newResourceId } from './resource-id.js';
import { LinkedRepository } from './linked.repository.js';
import { ResourceSecrets } from './resource-secrets.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

const TAKING_BACK_RETRY_SECONDS = 15;
const SUSPENDED = { user: { message: 'Nothing can be imported as long as the installation is suspended.' } };
const IMPORTED = { user: { message: 'This has been imported already.' } };
const CHOSEN = {
  user: { message: 'Something else was chosen in this import before. Please start again from Vercel.' },
};
const TAKING_BACK = {
  retryAfterSeconds: TAKING_BACK_RETRY_SECONDS,
  user: { message: 'An earlier attempt is being undone. Please try again in a moment.' },
};

/** What is to be linked; `digest` names the import, of which at most one resource comes. */
export interface LinkingWish {
  readonly product: Product;
  readonly chosen: Importable;
  readonly digest: Buffer;
}

/** A resource that is to be linked, and under which lease; or one that an earlier attempt of the same import has linked. */
export type Linking =
  | { readonly kind: 'waiting'; readonly resource: LinkedTerms; readonly lease: Date; readonly seed: Secret }
  | { readonly kind: 'finished'; readonly resource: LinkedTerms };

/** Promises to link an instance: one row that holds it against everybody else, taken back when its lease ends unfinished. */
@Injectable()
export class AdoptionPlacement {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly linked: LinkedRepository,
    private readonly installations: InstallationRepository,
    private readonly secrets: ResourceSecrets,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Runs in the caller's unit of work. @throws Conflict when the instance is linked already, or the import chose another one */
  async place(installationId: string, wish: LinkingWish): Promise<Linking> {
    const { isSuspended } = await this.installations.lockActiveTerms(installationId);
    if (isSuspended) throw new Conflict('The installation is suspended', SUSPENDED);
    const before = await this.resources.findByRequest(installationId, wish.digest);
    if (before !== null) return this.resume(before, wish);
    return (await this.insert(installationId, wish)) ?? this.takeOver(installationId, wish);
  }

  private async insert(installationId: string, { product, chosen, digest }: LinkingWish): Promise<Linking | null> {
    const id = newResourceId();
    const seed = this.secrets.newSeed();
    const now = this.clock.now();
    const lease = leaseFrom(now);
    const terms = {
      id,
      productSlug: product.slug,
      driver: product.driver,
      name: chosen.name,
      linkedInstance: chosen.instance,
    };
    const place = { ...terms, digest, seed: this.secrets.sealSeed(installationId, id, seed), lease, now };
    const resource = await this.linked.link(installationId, place);
    if (resource === null) return null;
    const details = { productId: product.slug, instance: chosen.instance };
    this.audit.append({ installationId, action: 'resource.import-begun', subject: id, details });
    return { kind: 'waiting', resource, lease, seed };
  }

  /** An import of the same installation that was broken off is gone on with; whatever else has the instance keeps it. */
  private async takeOver(installationId: string, wish: LinkingWish): Promise<Linking> {
    const { product, chosen, digest } = wish;
    const holder = await this.linked.lock(installationId, product.driver, chosen.instance);
    if (holder?.state === 'removing') throw new Unavailable('The instance is being let go', TAKING_BACK);
    if (holder?.state !== 'placed') throw new Conflict('The instance is linked already', IMPORTED);
    holder.beAskedForBy(digest);
    return this.resume(holder, wish);
  }

  private async resume(resource: Resource, { chosen }: LinkingWish): Promise<Linking> {
    if (!resource.isLive) throw new Unavailable('An earlier attempt is being taken back', TAKING_BACK);
    if (resource.linkedInstance !== chosen.instance) throw new Conflict('The import chose another instance', CHOSEN);
    const seed = this.secrets.openSeed(resource);
    if (resource.state !== 'placed' || seed === null) return { kind: 'finished', resource };
    const lease = resource.take(this.clock.now());
    await this.resources.update(resource);
    return { kind: 'waiting', resource, lease, seed };
  }
}
