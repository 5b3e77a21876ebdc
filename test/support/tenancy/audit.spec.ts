import { describe, expect, it } from '@jest/globals';
import { auditStatements } from './audit.js';

const TABLES = new Set(['installations', 'resources', 'resource_credentials', 'usage_events']);

const findings = (sql: string): readonly string[] =>
  auditStatements([sql], TABLES).findings.map(({ table, problem }) => `${table} ${problem}`);

describe('the audit lets pass', () => {
  it.each([
    `SELECT "r"."id" AS "r_id" FROM "resources" "r" WHERE "r"."installation_id" = $1 AND ("r"."state" = $2 OR "r"."x" IS NULL)`,
    `SELECT "r"."id" AS "r_id" FROM "resources" "r" WHERE ( ("r"."installation_id" = $1) AND ("r"."id" = $2) ) AND ( "r"."removed_at" IS NULL ) LIMIT 1`,
    `SELECT DISTINCT "d"."r_id" AS "ids" FROM (SELECT "r"."id" AS "r_id" FROM "resources" "r" WHERE "r"."installation_id" = $1) "d" ORDER BY "r_id" ASC`,
    `select * from public.resources as r where $1::text = r.installation_id for update of r skip locked`,
    `SELECT 1 FROM resources WHERE installation_id = ANY($1) AND id BETWEEN $2 AND $3`,
    `SELECT 1 FROM resources WHERE (installation_id, id) IN (($1, $2), ($3, $4))`,
    `SELECT 1 FROM resources WHERE (installation_id, id) = ($1, $2) OR (installation_id = $1 AND name = 'OR')`,
    `SELECT 1 FROM resources WHERE installation_id = CAST($1 AS text) -- OR true`,
    `SELECT * FROM installations WHERE id = $1 FOR UPDATE`,
    `SELECT r.id FROM resources r JOIN installations i ON i.id = r.installation_id WHERE i.id = $1`,
    `SELECT r.id FROM resources r LEFT JOIN resource_credentials c ON c.installation_id = r.installation_id AND c.resource_id = r.id WHERE r.installation_id = $1`,
    `SELECT id FROM resources JOIN resource_credentials USING (installation_id) WHERE installation_id = $1`,
    `SELECT i.id FROM installations i WHERE i.id = $1 AND EXISTS (SELECT 1 FROM resources r WHERE r.installation_id = i.id)`,
    `SELECT i.id, l.n FROM installations i, LATERAL (SELECT count(*) AS n FROM resources r WHERE r.installation_id = i.id) l WHERE i.id = $1`,
    `SELECT a.id FROM resources a WHERE a.installation_id = $1 UNION ALL SELECT b.id FROM resources b WHERE b.installation_id = $1`,
    `SELECT 'FROM resources' AS "from", extract(epoch FROM now()), a IS DISTINCT FROM b /* FROM resources */ FROM plans`,
    `SELECT relname FROM pg_class WHERE relname = 'resources'`,
    `INSERT INTO "resources"("installation_id", "id") VALUES ($1, $2), ($3, DEFAULT) RETURNING "id"`,
    `INSERT INTO resources (installation_id, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`,
    `INSERT INTO resources (installation_id, id) VALUES ($1, $2) ON CONFLICT (installation_id, id) DO UPDATE SET name = excluded.name`,
    `INSERT INTO resources AS r (installation_id, id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE r.installation_id = excluded.installation_id`,
    `INSERT INTO installations (id, token) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET token = excluded.token`,
    `UPDATE "resources" SET "installation_id" = $1, "name" = $2 WHERE "installation_id" = $3 AND "id" = $4`,
    `UPDATE resources r SET state = 'ready' FROM usage_events u WHERE u.installation_id = r.installation_id AND u.installation_id = $1`,
    `DELETE FROM resource_credentials c USING resources r WHERE (c.installation_id, c.resource_id) = (r.installation_id, r.id) AND r.installation_id = $1`,
    `WITH r AS (UPDATE resources SET state = $3 WHERE installation_id = $1 AND id = $2 RETURNING installation_id, id)
       INSERT INTO usage_events (installation_id, resource_id) SELECT installation_id, id FROM r`,
    `WITH r AS MATERIALIZED (SELECT installation_id FROM resources WHERE installation_id = $1)
       SELECT c.* FROM resource_credentials c JOIN r ON r.installation_id = c.installation_id`,
    `WITH resources AS (SELECT 1 AS id) SELECT * FROM resources`,
    `SELECT r.* FROM unnest($1::text[], $2::text[]) AS k(installation_id, id) JOIN resources r ON r.installation_id = k.installation_id AND r.id = k.id`,
    `MERGE INTO resources r USING (VALUES ($1, $2)) AS v(installation_id, id) ON r.installation_id = v.installation_id AND r.id = v.id
       WHEN MATCHED THEN UPDATE SET name = 'x' WHEN NOT MATCHED THEN INSERT (installation_id, id) VALUES (v.installation_id, v.id)`,
    `CREATE TABLE resources (installation_id text, CONSTRAINT a FOREIGN KEY (installation_id) REFERENCES installations (id) ON UPDATE CASCADE)`,
    `CREATE TRIGGER t BEFORE UPDATE OR DELETE ON resources FOR EACH ROW EXECUTE FUNCTION refuse()`,
    `BEGIN; SELECT set_config('lock_timeout', $1, true)`,
  ])('%s', (sql) => {
    expect(findings(sql)).toEqual([]);
  });
});

describe('the audit finds', () => {
  it.each([
    [`SELECT * FROM resources`, 'resources is read'],
    [`UPDATE resources SET name = $2 WHERE id = $1`, 'resources is written'],
    [`UPDATE resources SET installation_id = $2 WHERE id = $1`, 'resources is written'],
    [`DELETE FROM "resources" WHERE "id" IN ($1)`, 'resources is written'],
    [`SELECT 1 FROM resources WHERE installation_id = $1 OR id = $2`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE ((installation_id = $1 AND a) OR b) AND c`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE NOT installation_id = $1`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE NOT (installation_id = $1)`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE installation_id <> $1`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE installation_id NOT IN ($1)`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE installation_id = installation_id`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE installation_id = coalesce($1, installation_id)`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE (installation_id = $1) IS NOT TRUE`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE (installation_id = $1) = false`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE CASE WHEN a THEN b AND installation_id = $1 AND c ELSE d END`, 'resources is read'],
    [
      `SELECT 1 FROM resources WHERE name = '" AND installation_id = $1' -- AND installation_id = $1`,
      'resources is read',
    ],
    [`SELECT 1 FROM resources WHERE external_id = $1 /* AND installation_id = $2 */`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE a BETWEEN b AND installation_id = $1`, 'resources is read'],
    [`SELECT installation_id = $1 FROM resources ORDER BY installation_id = $1`, 'resources is read'],
    [`SELECT id FROM installations WHERE account_id = $1`, 'installations is read without a predicate on id'],
    [`SELECT 1 FROM resources r, usage_events u WHERE r.installation_id = $1`, 'usage_events is read'],
    [
      `SELECT 1 FROM resources r JOIN usage_events u ON u.resource_id = r.id WHERE r.installation_id = $1`,
      'usage_events is read',
    ],
    [`SELECT 1 FROM resources r LEFT JOIN plans p ON r.installation_id = $1`, 'resources is read'],
    [`SELECT 1 FROM plans p RIGHT JOIN resources r ON r.installation_id = $1`, 'resources is read'],
    [`SELECT 1 FROM resources r FULL JOIN plans p ON r.installation_id = $1`, 'resources is read'],
    [`SELECT 1 FROM resources r JOIN clock c ON c.installation_id = r.installation_id`, 'resources is read'],
    [`SELECT 1 FROM plans WHERE EXISTS (SELECT FROM resources r WHERE r.plan_id = plans.id)`, 'resources is read'],
    [`SELECT (SELECT count(*) FROM resources) FROM installations WHERE id = $1`, 'resources is read'],
    [`SELECT * FROM (SELECT * FROM resources) r WHERE r.installation_id = $1`, 'resources is read'],
    [`SELECT id FROM resources WHERE installation_id = $1 UNION SELECT id FROM resources`, 'resources is read'],
    [`SELECT 1 FROM resources WHERE installation_id IN (SELECT id FROM installations)`, 'installations is read'],
    [`WITH r AS (DELETE FROM resources WHERE id = $1 RETURNING *) SELECT * FROM r`, 'resources is written'],
    [`WITH RECURSIVE x AS (SELECT 1 UNION SELECT 2 FROM resources) SELECT * FROM x`, 'resources is read'],
    [`INSERT INTO resources (id) VALUES ($1)`, 'resources is inserted into without the column'],
    [`INSERT INTO resources VALUES ($1, $2)`, 'resources is inserted into without the column'],
    [`INSERT INTO resources (SELECT $1, $2)`, 'resources is inserted into without the column'],
    [`INSERT INTO archive (id) SELECT id FROM resources ON CONFLICT (id) DO NOTHING`, 'resources is read'],
    [
      `INSERT INTO resources (installation_id, id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $3`,
      'resources may be updated',
    ],
    [`MERGE INTO resources r USING plans p ON p.id = r.plan_id WHEN MATCHED THEN DELETE`, 'resources is written'],
    [`TABLE resources`, 'resources is read whole'],
    [`TRUNCATE plans, resources CASCADE`, 'resources is used whole by TRUNCATE'],
    [`COPY resources TO STDOUT`, 'resources is used whole by COPY'],
    [`COPY (SELECT * FROM resources) TO STDOUT`, 'resources is read'],
    [`EXPLAIN (ANALYZE) SELECT * FROM resources`, 'resources is read'],
    [`DECLARE c CURSOR FOR SELECT * FROM resources`, 'resources is read'],
    [`CREATE VIEW v AS SELECT * FROM resources`, 'resources is read'],
    [`DO $$ BEGIN DELETE FROM resources; END $$`, 'resources is used whole by DO'],
    [`SELECT 1; DELETE FROM resources`, 'resources is written'],
    [`SELECT 1 FROM resources WHERE (installation_id = $1`, 'resources is in what cannot be read'],
  ])('%s', (sql, expected) => {
    expect(findings(sql)).toEqual([expect.stringContaining(expected)]);
  });

  it('each table of a statement by itself', () => {
    expect(findings('SELECT 1 FROM resources r JOIN usage_events u ON u.installation_id = r.installation_id')).toEqual([
      'resources is read without a predicate on installation_id',
      'usage_events is read without a predicate on installation_id',
    ]);
  });
});

describe('a statement about every tenant', () => {
  it('is set apart with its reason', () => {
    const statement = '/* every tenant: the tick finds what is due */ SELECT id FROM resources WHERE due_at < $1';
    expect(auditStatements([statement], TABLES)).toEqual({
      findings: [],
      exemptions: [{ statement, reason: 'the tick finds what is due' }],
    });
  });

  it.each([
    '/* every tenant: */ TABLE resources',
    'TABLE resources /* every tenant: no */',
    '/* all */ TABLE resources',
  ])('must say why in its first comment: %s', (statement) => {
    expect(auditStatements([statement], TABLES).findings).toHaveLength(1);
  });
});
