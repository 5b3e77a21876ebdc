import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { type CredentialState, ResourceCredential } from './resource-credential.entity.js';
import type { ResourceKey } from './resource.repository.js';
import { TAKE_DUE_CREDENTIALS } from './resource.sql.js';

/** Versions of resources' credentials; who changes one holds the lock of its resource. */
@Injectable()
export class CredentialRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** All that have not been revoked, oldest first. */
  findStanding(installationId: string, resourceId: string): Promise<ResourceCredential[]> {
    const where = { installationId, resourceId, state: Not<CredentialState>('revoked') };
    return this.unitOfWork.manager.find(ResourceCredential, { where, order: { version: 'ASC' } });
  }

  /** The one that is being made. */
  findPlaced(installationId: string, resourceId: string): Promise<ResourceCredential | null> {
    const where = { installationId, resourceId, state: 'placed' as const };
    return this.unitOfWork.manager.findOneBy(ResourceCredential, where);
  }

  /** That version, if it has been revoked. */
  findRevoked(installationId: string, resourceId: string, version: number): Promise<ResourceCredential | null> {
    const where = { installationId, resourceId, version, state: 'revoked' as const };
    return this.unitOfWork.manager.findOneBy(ResourceCredential, where);
  }

  /** One more than any version of the resource has ever had. */
  async nextVersion(installationId: string, resourceId: string): Promise<number> {
    const last = await this.unitOfWork.manager.maximum(ResourceCredential, 'version', { installationId, resourceId });
    return (last ?? 0) + 1;
  }

  async insert(credential: ResourceCredential): Promise<void> {
    await this.unitOfWork.manager.insert(ResourceCredential, credential);
  }

  async update(credential: ResourceCredential): Promise<void> {
    const { installationId, resourceId, version } = credential;
    await this.unitOfWork.manager.update(ResourceCredential, { installationId, resourceId, version }, credential);
  }

  /** Takes at most `limit` versions of all tenants that are due; names their resources. */
  takeDue(now: Date, next: Date, limit: number): Promise<ResourceKey[]> {
    const statement = { ...TAKE_DUE_CREDENTIALS, values: [now, next, limit] };
    return this.sql.rows<ResourceKey & Record<string, unknown>>(statement);
  }
}
