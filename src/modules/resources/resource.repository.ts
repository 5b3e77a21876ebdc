import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { Metadata, ProtocolSettings } from '#libs/vercel-contract';
import type { Sealed } from '../../platform/crypto/index.js';
import { isOrAny, Sql, UnitOfWork } from '../../platform/database/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import type { Plan } from '../catalog/index.js';
import { FOLLOW_RESOURCE } from './plan-segment.sql.js';
import { ResourceCredential } from './resource-credential.entity.js';
import type { ResourceState } from './resource-state.js';
import { ResourceSuspension } from './resource-suspension.entity.js';
import { Resource } from './resource.entity.js';
import { ResourcePlanBegun } from './resource.events.js';
import type { ResourceSnapshot } from './resource.view.js';
import {
  COMPLETE,
  COUNT_BY_PLAN,
  DELETE_SOME_REMOVED,
  LIST_HELD,
  MOVE_ALL,
  PLACE,
  PLACE_WITHIN_LIMIT,
  START_REMOVAL_OF_ALL,
  TAKE_DUE,
  WHOSE,
} from './resource.sql.js';

/** A resource that the product has made, and whether it is a connected account's. */
interface Completed extends ResourceSnapshot {
  readonly ownerIsConnected: boolean;
}

/** What is written when a resource is placed. */
export interface Placement {
  readonly id: string;
  readonly productSlug: string;
  /** The driver that makes it, and will remove it whatever the catalog says then. */
  readonly driver: string;
  readonly plan: Pick<Plan, 'id' | 'scope' | 'isFree'>;
  readonly name: string;
  readonly metadata: Metadata;
  readonly externalId: string | null;
  readonly protocolSettings: ProtocolSettings | null;
  readonly requestDigest: Buffer | null;
  readonly seed: Sealed;
  readonly lease: Date;
  readonly now: Date;
  /** Most live resources on this plan; null: no limit. */
  readonly limit: number | null;
}

/** Which resources are meant; all, where nothing is said. */
interface ResourceFilter {
  readonly installationId?: string | undefined;
  readonly state?: ResourceState | undefined;
  readonly productId?: string | undefined;
}

/** Names a resource together with its tenant. */
export interface ResourceKey {
  readonly installationId: string;
  readonly id: string;
}

/** A resource that the product has not let go of, one of `total` of its installation. */
export interface HeldResource extends ResourceKey {
  readonly productSlug: string;
  /** When its removal began; null when it has not. */
  readonly since: Date | null;
  readonly attempts: number;
  readonly problem: string | null;
  readonly dueAt: Date | null;
  readonly total: number;
}

/** How many live resources of an installation are on a plan of a product. */
export interface PlanLoad {
  readonly productSlug: string;
  readonly planId: string;
  readonly count: number;
}

/** Resources of an installation; every method but the reconciler's takes the installation first. */
@Injectable()
export class ResourceRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    private readonly events: Events,
  ) {}

  /** False when the request already has a resource or the plan's limit is reached. */
  async place(installationId: string, place: Placement): Promise<boolean> {
    const { id, productSlug, plan, name, externalId, requestDigest, seed, lease, now, limit } = place;
    const settings = place.protocolSettings === null ? null : JSON.stringify(place.protocolSettings);
    const metadata = JSON.stringify(place.metadata);
    const head = [installationId, id, productSlug, plan.id, name, metadata, externalId, settings, !plan.isFree];
    const values = [...head, requestDigest, seed.data, seed.keyId, lease, now, place.driver];
    const statement =
      limit === null ? { ...PLACE, values } : { ...PLACE_WITHIN_LIMIT, values: [...values, limit, plan.scope] };
    return (await this.sql.rows(statement)).length > 0;
  }

  /** As it then is; null when the resource no longer waits for the driver, who was told of it up to `revision`. */
  async complete(
    installationId: string,
    id: string,
    made: { state: ResourceState; secrets: Sealed; revision: number; now: Date; lookAgain: Date },
  ): Promise<Completed | null> {
    const secrets = [made.secrets.data, made.secrets.keyId];
    const values = [installationId, id, made.state, made.now, ...secrets, made.revision, made.lookAgain];
    const [row] = await this.sql.rows<Completed & Record<string, unknown>>({ ...COMPLETE, values });
    if (row === undefined) return null;
    if (made.state !== 'pending' && row.linkedInstance === null)
      await this.events.publish(new ResourcePlanBegun(installationId, row.productSlug, row.planId, 'bought'));
    return row;
  }

  /** The live resource that a keyed request has placed before. */
  findByRequest(installationId: string, requestDigest: Buffer): Promise<Resource | null> {
    const where = { installationId, requestDigest, state: Not<ResourceState>('removed') };
    return this.unitOfWork.manager.findOne(Resource, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** Live resources, oldest first; `ids` narrows to these. */
  findLive(installationId: string, ids?: readonly string[]): Promise<Resource[]> {
    const state = Not(In<ResourceState>(['removing', 'removed']));
    const where = { installationId, state, ...(ids === undefined ? {} : { id: In([...ids]) }) };
    return this.unitOfWork.manager.find(Resource, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Live resources, and of the others those of these ids. */
  findLiveOr(installationId: string, ids: readonly string[]): Promise<Resource[]> {
    const state = Not(In<ResourceState>(['removing', 'removed']));
    const where = [
      { installationId, state },
      { installationId, id: In([...ids]) },
    ];
    return this.unitOfWork.manager.find(Resource, { where });
  }

  find(installationId: string, id: string): Promise<Resource | null> {
    return this.unitOfWork.manager.findOneBy(Resource, { installationId, id });
  }

  /** The live ones among these, locked one after the other by their ids. */
  lockAll(installationId: string, ids: readonly string[]): Promise<Resource[]> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, id: In([...ids]), state: Not(In<ResourceState>(['removing', 'removed'])) };
    const lock = { mode: 'pessimistic_write' as const };
    return this.unitOfWork.manager.find(Resource, { where, order: { id: 'ASC' }, lock });
  }

  lock(installationId: string, id: string): Promise<Resource | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, id };
    return this.unitOfWork.manager.findOne(Resource, { where, lock: { mode: 'pessimistic_write' } });
  }

  async getLocked(installationId: string, id: string): Promise<Resource> {
    const resource = await this.lock(installationId, id);
    if (resource === null) throw new NotFound('Resource');
    return resource;
  }

  /** Writes a resource that was another installation's so far; what hangs on it goes along. */
  async move(formerInstallationId: string, resource: Resource): Promise<void> {
    const where = { installationId: formerInstallationId, id: resource.id };
    await this.unitOfWork.manager.update(Resource, where, resource);
    await this.follow(formerInstallationId, resource, null);
    await this.follow(resource.installationId, resource, resource.paidPlanId);
  }

  async update(resource: Resource): Promise<void> {
    const { installationId, id } = resource;
    await this.unitOfWork.manager.update(Resource, { installationId, id }, resource);
    await this.follow(installationId, resource, resource.paidPlanId);
  }

  /** How many live resources are on a plan, `exceptId` left aside: of the product, or of all when it is the installation's. */
  countOnPlan(
    installationId: string,
    { productSlug, plan }: { readonly productSlug: string; readonly plan: Pick<Plan, 'id' | 'scope'> },
    exceptId: string = '',
  ): Promise<number> {
    const state = Not(In<ResourceState>(['removing', 'removed']));
    const product = plan.scope === 'installation' ? {} : { productSlug };
    const where = { installationId, planId: plan.id, state, id: Not(exceptId), ...product };
    return this.unitOfWork.manager.countBy(Resource, where);
  }

  /** How many live resources are on each plan of each product. */
  countByPlan(installationId: string): Promise<PlanLoad[]> {
    return this.sql.rows<PlanLoad & Record<string, unknown>>({ ...COUNT_BY_PLAN, values: [installationId] });
  }

  /** Moves every live resource on the plan `before` to another one; gives the ids of those moved. */
  async moveAll(
    installationId: string,
    before: string,
    to: { readonly plan: Pick<Plan, 'id' | 'isFree'>; readonly due: Date; readonly now: Date },
  ): Promise<readonly string[]> {
    const values = [installationId, before, to.plan.id, !to.plan.isFree, to.due, to.now];
    return (await this.sql.rows<{ id: string }>({ ...MOVE_ALL, values })).map(({ id }) => id);
  }

  /** Whether anything of the installation was ever on a plan that can cost something. */
  existsBilled(installationId: string): Promise<boolean> {
    return this.unitOfWork.manager.existsBy(Resource, { installationId, everBilled: true });
  }

  /** Whether the driver has anything left of the installation. */
  existsUnremoved(installationId: string): Promise<boolean> {
    return this.unitOfWork.manager.existsBy(Resource, { installationId, state: Not<ResourceState>('removed') });
  }

  /** How many the driver has not removed yet. */
  countUnremoved(installationId: string): Promise<number> {
    return this.unitOfWork.manager.countBy(Resource, { installationId, state: Not<ResourceState>('removed') });
  }

  /** Of each of these installations at most `limit` resources that the product still holds, those in trouble first. */
  findHeld(installationIds: readonly string[], limit: number): Promise<HeldResource[]> {
    const values = [installationIds, limit];
    return this.sql.rows<HeldResource & Record<string, unknown>>({ text: LIST_HELD, values });
  }

  /** Deletes at most `limit` rows of removed resources, and tells how many. */
  deleteSomeRemoved(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME_REMOVED, values: [installationId, limit] });
  }

  /** Gives the ids of those that this call has taken out of use. */
  async startRemovalOfAll(installationId: string, due: Date, now: Date): Promise<readonly string[]> {
    const values = [installationId, due, now];
    return (await this.sql.rows<{ id: string }>({ ...START_REMOVAL_OF_ALL, values })).map(({ id }) => id);
  }

  /** The one that was told last. */
  findCredential(installationId: string, resourceId: string): Promise<ResourceCredential | null> {
    const where = { installationId, resourceId, state: 'current' as const };
    return this.unitOfWork.manager.findOneBy(ResourceCredential, where);
  }

  /** What a removed resource leaves behind, the fact that it existed apart. */
  async deleteBelongings(installationId: string, resourceId: string): Promise<void> {
    await this.unitOfWork.manager.delete(ResourceCredential, { installationId, resourceId });
    await this.unitOfWork.manager.delete(ResourceSuspension, { installationId, resourceId });
  }

  /** A page of all resources, by id; for operators. */
  listPage({ installationId, state, productId }: ResourceFilter, afterId: string, limit: number): Promise<Resource[]> {
    const all = this.unitOfWork.manager.createQueryBuilder(Resource, 'r').comment('every tenant: operators list them');
    all.where('r.id > :afterId', { afterId });
    all.andWhere(`${isOrAny('installationId', 'r.installationId')} AND ${isOrAny('state', 'r.state')}`);
    all.andWhere(isOrAny('productId', 'r.productSlug'));
    all.setParameters({ installationId: installationId ?? null, state: state ?? null, productId: productId ?? null });
    return all.orderBy('r.id').limit(limit).getMany();
  }

  /** The one of that id, whoever's it is; for operators. @throws NotFound */
  async getOfAnyone(id: string): Promise<Resource> {
    const all = this.unitOfWork.manager
      .createQueryBuilder(Resource, 'r')
      .comment('every tenant: operators name a resource by its id alone');
    const resource = await all.where('r.id = :id', { id }).getOne();
    if (resource === null) throw new NotFound('Resource');
    return resource;
  }

  /** Whose a live resource is that a link names; null for none. */
  async findInstallationOf(id: string): Promise<string | null> {
    const [found] = await this.sql.rows<{ installationId: string }>({ text: WHOSE, values: [id] });
    return found?.installationId ?? null;
  }

  /** Takes at most `limit` resources of all tenants that are due. */
  takeDue(now: Date, next: Date, limit: number): Promise<ResourceKey[]> {
    return this.sql.rows<ResourceKey & Record<string, unknown>>({ ...TAKE_DUE, values: [now, next, limit] });
  }

  /** Has the times on plans say what the row says. */
  private async follow(installationId: string, resource: Resource, planId: string | null): Promise<void> {
    const { id, productSlug, updatedAt } = resource;
    const values = [installationId, planId, updatedAt, id, productSlug];
    const hasBegun = (await this.sql.affected({ ...FOLLOW_RESOURCE, values })) > 0;
    if (hasBegun && planId !== null)
      await this.events.publish(new ResourcePlanBegun(installationId, productSlug, planId, 'later'));
  }
}
