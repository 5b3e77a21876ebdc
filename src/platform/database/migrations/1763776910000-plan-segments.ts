import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was on which plan, and when. What is there now counts from its beginning on the plan that it is on. */
export class PlanSegments1763776910000 implements MigrationInterface {
  readonly name = 'PlanSegments1763776910000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE plan_segments (
      installation_id text NOT NULL,
      id uuid NOT NULL,
      resource_id text,
      product_slug text,
      plan_id text NOT NULL,
      started_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT plan_segments_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT plan_segments_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT plan_segments_resource_id_product_slug_check CHECK ((resource_id IS NULL) = (product_slug IS NULL)),
      CONSTRAINT plan_segments_ended_at_check CHECK (ended_at >= started_at)
    )`);
    await runner.query(`CREATE UNIQUE INDEX plan_segments_installation_id_idx ON plan_segments (installation_id)
      WHERE ended_at IS NULL AND resource_id IS NULL`);
    await runner.query(`CREATE UNIQUE INDEX plan_segments_installation_id_resource_id_idx
      ON plan_segments (installation_id, resource_id) WHERE ended_at IS NULL`);
    await runner.query(`/* every tenant: what is on a plan now */
      INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
      SELECT installation_id, gen_random_uuid(), id, product_slug, plan_id, coalesce(transferred_at, created_at) FROM resources
      WHERE state IN ('onboarding', 'ready', 'suspended', 'error') AND NOT unmade`);
    await runner.query(`/* every tenant: what is on a plan now */
      INSERT INTO plan_segments (installation_id, id, plan_id, started_at)
      SELECT id, gen_random_uuid(), billing_plan_id, created_at FROM installations WHERE state = 'active' AND billing_plan_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_segments');
  }
}
