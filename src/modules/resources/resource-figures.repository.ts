import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';
import type { ResourceState } from './resource-state.js';

/** How many resources that have not been removed are on a plan. */
export interface PlanUse {
  readonly productSlug: string;
  readonly planId: string;
  readonly resources: number;
}

const BY_STATE = `SELECT state, count(*)::int AS held FROM resources WHERE installation_id = $1 GROUP BY state ORDER BY state`;

const BY_PLAN = `/* every tenant: which plans are in use */
  SELECT product_slug AS "productSlug", plan_id AS "planId", count(*)::int AS resources
  FROM resources WHERE state <> 'removed' AND linked_instance IS NULL GROUP BY 1, 2 ORDER BY 1, 2`;

/** How many resources there are, for operators. */
@Injectable()
export class ResourceFigures {
  constructor(private readonly sql: Sql) {}

  /** Of one installation; states in which there are none are not there. */
  async byState(installationId: string): Promise<Readonly<Partial<Record<ResourceState, number>>>> {
    const values = [installationId];
    const rows = await this.sql.rows<{ state: ResourceState; held: number }>({ text: BY_STATE, values });
    return Object.fromEntries(rows.map(({ state, held }) => [state, held]));
  }

  /** Of all installations, what customers brought along left out, which is on no plan. */
  byPlan(): Promise<PlanUse[]> {
    return this.sql.rows<PlanUse & Record<string, unknown>>({ text: BY_PLAN, values: [] });
  }
}
