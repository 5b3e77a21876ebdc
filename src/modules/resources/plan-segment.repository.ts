import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';
import { DELETE_SOME_SEGMENTS, FOLLOW_INSTALLATION } from './plan-segment.sql.js';

/** Times on plans. Those of resources are written by the statements that change a resource (`ResourceRepository`). */
@Injectable()
export class PlanSegmentRepository {
  constructor(private readonly sql: Sql) {}

  /** The installation itself is on this plan from now on; null: on none. Behind the installation's lock. */
  async followInstallation(installationId: string, planId: string | null, now: Date): Promise<void> {
    await this.sql.affected({ ...FOLLOW_INSTALLATION, values: [installationId, planId, now, null, null] });
  }

  /** Deletes at most `limit` of a tenant, and tells how many. */
  deleteSome(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME_SEGMENTS, values: [installationId, limit] });
  }
}
