import { Injectable } from '@nestjs/common';
import { type InstallationFacts, TenantDirectory, type TenantFacts } from '../../platform/auth/index.js';
import { Sql } from '../../platform/database/index.js';
import type { ResourceSnapshot } from './resource.view.js';
import { LOOK, LOOK_AT_INSTALLATION, OWNER } from './resource.sql.js';

interface LookRow extends ResourceSnapshot, Record<string, unknown> {
  readonly installationState: InstallationFacts['state'];
  readonly audience: string;
  readonly hasResource: boolean;
}

/** Tells the guard, in one prepared statement, what a path names. */
@Injectable()
export class PostgresTenantDirectory extends TenantDirectory {
  constructor(private readonly sql: Sql) {
    super();
  }

  async find(installationId: string, resourceId: string | null): Promise<TenantFacts> {
    if (resourceId === null || !isStorable(resourceId)) return this.findInstallation(installationId);
    const [row] = await this.sql.rows<LookRow>({ ...LOOK, values: [installationId, resourceId] });
    if (row === undefined) return { installation: null, resource: null };
    const installation = { state: row.installationState, audience: row.audience };
    if (!row.hasResource) return { installation, resource: null };
    return { installation, resource: { gone: row.state === 'removing' || row.state === 'removed', row } };
  }

  async findOwner(resourceId: string): Promise<string | null> {
    if (!isStorable(resourceId)) return null;
    const [found] = await this.sql.rows<{ installationId: string }>({ ...OWNER, values: [resourceId] });
    return found?.installationId ?? null;
  }

  private async findInstallation(installationId: string): Promise<TenantFacts> {
    const statement = { ...LOOK_AT_INSTALLATION, values: [installationId] };
    const [installation = null] = await this.sql.rows<InstallationFacts & Record<string, unknown>>(statement);
    return { installation, resource: null };
  }
}

/** Ids that no row can have: the database would refuse to compare some of them. */
function isStorable(id: string): boolean {
  return id.length <= 256 && !id.includes('\u0000') && id.isWellFormed();
}
