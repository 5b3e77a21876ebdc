import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import type { Suspension, SuspensionCause } from '../installations/index.js';
import { ResourceSuspension } from './resource-suspension.entity.js';

const PUT = `INSERT INTO resource_suspensions AS s (installation_id, resource_id, cause, message, since)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (installation_id, resource_id, cause) DO UPDATE SET message = excluded.message WHERE s.message <> excluded.message
  RETURNING cause`;

/** What is made or changed has not happened to the product yet: it is told under `held`, unless it still makes the instance. */
const HOLD = `WITH wanted AS (
    SELECT r.id, i.suspended_at IS NOT NULL OR EXISTS (
      SELECT 1 FROM resource_suspensions s WHERE s.installation_id = $1 AND s.resource_id = r.id
    ) AS held
    FROM resources r JOIN installations i ON i.id = $1
    WHERE r.installation_id = $1 AND ($2::text IS NULL OR r.id = $2)
  )
  UPDATE resources r SET held = wanted.held, refused = array_remove(array_remove(refused, 'suspend'), 'resume'), updated_at = $4,
    due_at = CASE WHEN r.state IN ('placed', 'pending') THEN r.due_at ELSE $3 END
  FROM wanted
  WHERE r.installation_id = $1 AND r.id = wanted.id AND r.held <> wanted.held AND r.state NOT IN ('removing', 'removed')
  RETURNING r.id`;

/** Why resources are kept out of use, and which are for it; who changes it holds the lock of their installation. */
@Injectable()
export class SuspensionRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** False when the cause was there already, with the same words. */
  async put(installationId: string, resourceId: string, { cause, message, since }: Suspension): Promise<boolean> {
    const values = [installationId, resourceId, cause, message, since];
    return (await this.sql.affected({ text: PUT, values })) > 0;
  }

  /** False when the cause was not there. */
  async remove(installationId: string, resourceId: string, cause: SuspensionCause): Promise<boolean> {
    const where = { installationId, resourceId, cause };
    const { affected } = await this.unitOfWork.manager.delete(ResourceSuspension, where);
    return (affected ?? 0) > 0;
  }

  /** The oldest first. */
  find(installationId: string, resourceId: string): Promise<ResourceSuspension[]> {
    const order = { since: 'ASC', cause: 'ASC' } as const;
    return this.unitOfWork.manager.find(ResourceSuspension, { where: { installationId, resourceId }, order });
  }

  /** Holds what there is a reason to hold, of the installation's or its own, and lets go of the rest; gives the ids of those that changed. */
  async hold(
    installationId: string,
    resourceId: string | null,
    at: { readonly due: Date; readonly now: Date },
  ): Promise<readonly string[]> {
    const values = [installationId, resourceId, at.due, at.now];
    return (await this.sql.rows<{ id: string }>({ text: HOLD, values })).map(({ id }) => id);
  }
}
