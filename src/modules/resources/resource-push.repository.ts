import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { HURRY_RESOURCE_PUSHES, TAKE_DUE_RESOURCE_PUSHES, WANT_RESOURCE_PUSH } from './push.sql.js';
import { ResourcePush } from './resource-push.entity.js';
import type { ResourceKey } from './resource.repository.js';

/** What Vercel has still to hear of resources. */
@Injectable()
export class ResourcePushRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** Whether nothing was outstanding before, so that no job is on its way. */
  async want(installationId: string, resourceId: string, kind: string, due: Date): Promise<boolean> {
    const values = [installationId, resourceId, kind, due];
    const [row] = await this.sql.rows<{ fresh: boolean }>({ ...WANT_RESOURCE_PUSH, values });
    return row?.fresh === true;
  }

  lock(installationId: string, resourceId: string): Promise<ResourcePush | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, resourceId };
    return this.unitOfWork.manager.findOne(ResourcePush, { where, lock: { mode: 'pessimistic_write' } });
  }

  async update(push: ResourcePush): Promise<void> {
    const { installationId, resourceId } = push;
    await this.unitOfWork.manager.update(ResourcePush, { installationId, resourceId }, push);
  }

  /** Has told now what waits of any resource of the installation. */
  async hurry(installationId: string, now: Date): Promise<void> {
    await this.sql.rows({ ...HURRY_RESOURCE_PUSHES, values: [installationId, now] });
  }

  /** Takes at most `limit` resources of all tenants that are due. */
  takeDue(now: Date, next: Date, limit: number): Promise<ResourceKey[]> {
    const statement = { ...TAKE_DUE_RESOURCE_PUSHES, values: [now, next, limit] };
    return this.sql.rows<ResourceKey & Record<string, unknown>>(statement);
  }
}
