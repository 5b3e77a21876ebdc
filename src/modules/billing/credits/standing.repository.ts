import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/index.js';
import type { Standing } from './credit-balance.entity.js';

/** Somebody who can have credits, and how he stood when that was looked at last; cents. */
export interface Subject {
  readonly holder: string;
  /** Null: the installation itself. */
  readonly productSlug: string | null;
  readonly planId: string | null;
  readonly cents: number;
  /** Null: nobody has looked yet. */
  readonly standing: Standing | null;
  readonly hasBurned: boolean;
}

/** Whoever is on a prepaid plan ($2, as `product/plan`), and whoever did not stand well although he is not any more; nobody of those who leave. */
const FIND = `WITH subject AS (
    SELECT id AS holder, product_slug, plan_id FROM resources WHERE installation_id = $1 AND state NOT IN ('removing', 'removed')
    UNION ALL SELECT id, NULL, billing_plan_id FROM installations WHERE id = $1
  )
  SELECT s.holder, s.product_slug AS "productSlug", s.plan_id AS "planId", coalesce(b.cents, 0) AS cents, b.standing,
    s.holder IN (SELECT holder FROM credit_burns WHERE installation_id = $1 AND cents > 0) AS "hasBurned"
  FROM subject s LEFT JOIN credit_balances b ON b.installation_id = $1 AND b.holder = s.holder
  WHERE (b.standing <> 'well' OR coalesce(s.product_slug, '') || '/' || s.plan_id = ANY($2::text[]))
    AND EXISTS (SELECT 1 FROM installations WHERE id = $1 AND state = 'active')
  ORDER BY s.holder`;

const OF = `SELECT standing FROM credit_balances WHERE installation_id = $1 AND holder = $2`;

const NOTE = `INSERT INTO credit_balances AS b (installation_id, holder, standing)
  SELECT $1, t.holder, t.standing FROM unnest($2::text[], $3::text[]) AS t (holder, standing)
  ON CONFLICT (installation_id, holder) DO UPDATE SET standing = excluded.standing`;

/** How balances stand, as customers were told. In the caller's unit of work. */
@Injectable()
export class StandingRepository {
  constructor(private readonly sql: Sql) {}

  async find(installationId: string, prepaid: readonly string[]): Promise<readonly Subject[]> {
    const statement = { text: FIND, values: [installationId, prepaid] };
    const rows = await this.sql.rows<Omit<Subject, 'cents'> & { cents: string }>(statement);
    return rows.map((row) => ({ ...row, cents: Number(row.cents) }));
  }

  async of(installationId: string, holder: string): Promise<Standing | null> {
    const [row] = await this.sql.rows<{ standing: Standing }>({ text: OF, values: [installationId, holder] });
    return row?.standing ?? null;
  }

  /** The account is there; who had no balance has one of nothing from here on. */
  async note(installationId: string, standings: ReadonlyMap<string, Standing>): Promise<void> {
    const values = [installationId, [...standings.keys()], [...standings.values()]];
    if (standings.size > 0) await this.sql.affected({ text: NOTE, values });
  }
}
