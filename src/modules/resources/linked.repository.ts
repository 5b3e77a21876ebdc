import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { LINKED_PLAN } from '../catalog/index.js';
import type { LinkedTerms } from './linked-terms.js';
import type { ResourceState } from './resource-state.js';
import { Resource } from './resource.entity.js';
import type { Placement } from './resource.repository.js';

/** Places a resource for an instance that the customer has already, unless its import or anybody has one for it. */
const LINK = `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, state, ever_billed, request_digest,
    credential_seed, credential_seed_key_id, revision, applied_revision, due_at, busy_until, created_at, updated_at, driver, linked_instance)
  VALUES ($1, $2, $3, $4, $5, '{}', 'placed', false, $6, $7, $8, 1, 0, $9, $9, $10, $10, $11, $12)
  ON CONFLICT DO NOTHING RETURNING id`;

/** Which of these instances somebody has linked. */
const LIST_LINKED = `/* every tenant: an instance is linked once over all of them */
  SELECT linked_instance AS instance FROM resources WHERE driver = $1 AND linked_instance = ANY ($2) AND state <> 'removed'
    AND NOT (installation_id = $3 AND state = 'placed')`;

/** What is written of an instance that a customer links. */
interface LinkPlacement extends Pick<Placement, 'id' | 'productSlug' | 'driver' | 'name' | 'seed' | 'lease' | 'now'> {
  readonly linkedInstance: string;
  readonly digest: Buffer;
}

/** Which instances that customers had before are linked, by whom. */
@Injectable()
export class LinkedRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** The resource that waits for the driver; null when its import has one already, or anybody has one for the instance. */
  async link(installationId: string, place: LinkPlacement): Promise<LinkedTerms | null> {
    const { id, productSlug, driver, name, linkedInstance, digest, seed, lease, now } = place;
    const head = [installationId, id, productSlug, LINKED_PLAN.id, name, digest, seed.data, seed.keyId];
    const rows = await this.sql.rows({ text: LINK, values: [...head, lease, now, driver, linkedInstance] });
    if (rows.length === 0) return null;
    const terms = { planId: LINKED_PLAN.id, metadata: {}, revision: 1 };
    return { installationId, id, productSlug, driver, name, linkedInstance, ...terms };
  }

  /** Which of these instances are linked, by whomever, or are being linked by another installation. */
  async findTaken(installationId: string, driver: string, instances: readonly string[]): Promise<ReadonlySet<string>> {
    const values = [driver, instances, installationId];
    const rows = await this.sql.rows<{ instance: string }>({ text: LIST_LINKED, values });
    return new Set(rows.map(({ instance }) => instance));
  }

  /** What an import has placed, whatever has become of it short of its removal. */
  findOf(installationId: string, requestDigest: Buffer): Promise<Resource | null> {
    const where = { installationId, requestDigest, state: Not<ResourceState>('removed') };
    return this.unitOfWork.manager.findOneBy(Resource, where);
  }

  /** The installation's own resource that has an instance linked. */
  lock(installationId: string, driver: string, linkedInstance: string): Promise<Resource | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, driver, linkedInstance, state: Not<ResourceState>('removed') };
    return this.unitOfWork.manager.findOne(Resource, { where, lock: { mode: 'pessimistic_write' } });
  }
}
