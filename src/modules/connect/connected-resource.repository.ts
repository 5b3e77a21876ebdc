import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { ConnectedResource } from './connected-resource.entity.js';

const EXPECT = `INSERT INTO connected_resources (installation_id, resource_id, sweep_at) VALUES ($1, $2, $3)
  ON CONFLICT (installation_id, resource_id) DO NOTHING`;

const KEEP = `INSERT INTO connected_resources (installation_id, resource_id) VALUES ($1, $2)
  ON CONFLICT (installation_id, resource_id) DO UPDATE SET sweep_at = NULL`;

const TAKE = `UPDATE connected_resources SET sweep_at = NULL WHERE installation_id = $1 AND resource_id = $2 AND sweep_at <= $3`;

const FIND_DUE = `/* every tenant: resources that nobody has linked in time */
  SELECT installation_id AS "installationId", resource_id AS "resourceId" FROM connected_resources
  WHERE sweep_at <= $1 ORDER BY sweep_at LIMIT $2`;

/** Names a resource. */
interface Named {
  readonly installationId: string;
  readonly resourceId: string;
}

/** Which resources of connected accounts nobody has linked yet. */
@Injectable()
export class ConnectedResourceRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** It has been made; nothing for one that is known. */
  async expect({ installationId, resourceId }: Named, sweepAt: Date): Promise<void> {
    await this.sql.affected({ text: EXPECT, values: [installationId, resourceId, sweepAt] });
  }

  /** Somebody links it, so that it stays until somebody wants it gone. */
  async keep({ installationId, resourceId }: Named): Promise<void> {
    await this.sql.affected({ text: KEEP, values: [installationId, resourceId] });
  }

  /** Until the end of the unit of work nobody can link it; false for one that somebody has linked, or that another one takes. */
  async take({ installationId, resourceId }: Named, now: Date): Promise<boolean> {
    this.unitOfWork.assertOpen('A lock');
    return (await this.sql.affected({ text: TAKE, values: [installationId, resourceId, now] })) > 0;
  }

  /** Of one installation those that go unless somebody links them. */
  async listUnlinked(installationId: string): Promise<readonly ConnectedResource[]> {
    const rows = await this.unitOfWork.manager.findBy(ConnectedResource, { installationId });
    return rows.filter(({ sweepAt }) => sweepAt !== null);
  }

  /** At most `limit` of all tenants. */
  findDue(now: Date, limit: number): Promise<Named[]> {
    return this.sql.rows<Named & Record<string, unknown>>({ text: FIND_DUE, values: [now, limit] });
  }
}
