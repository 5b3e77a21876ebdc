import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a product may end later than it answers, and under which id it reports that. */
export class DriverOperations1763776830000 implements MigrationInterface {
  readonly name = 'DriverOperations1763776830000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE driver_operations (
      installation_id text NOT NULL,
      id text NOT NULL,
      resource_id text NOT NULL,
      kind text NOT NULL,
      version integer NOT NULL,
      outcome text,
      begun_at timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT driver_operations_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT driver_operations_id_uq UNIQUE (id),
      CONSTRAINT driver_operations_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
      CONSTRAINT driver_operations_kind_check CHECK (kind IN ('provision', 'rotate-secrets', 'deprovision')),
      CONSTRAINT driver_operations_outcome_check CHECK (outcome IN ('succeeded', 'failed')),
      CONSTRAINT driver_operations_ended_at_check CHECK ((outcome IS NULL) = (ended_at IS NULL))
    )`);
    await runner.query(`CREATE UNIQUE INDEX driver_operations_installation_id_resource_id_kind_version_idx
      ON driver_operations (installation_id, resource_id, kind, version) WHERE outcome IS NULL`);
    await runner.query('ALTER TABLE resources ADD COLUMN unmade boolean NOT NULL DEFAULT false');
    await runner.query(`ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_actor_kind_check,
      ADD CONSTRAINT audit_entries_actor_kind_check
        CHECK (actor_kind IN ('vercel-user', 'vercel-system', 'operator', 'product', 'job'))`);
    await runner.query('CREATE INDEX driver_operations_due_at_idx ON driver_operations (due_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE driver_operations');
    await runner.query('ALTER TABLE resources DROP COLUMN unmade');
    await runner.query(`ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_actor_kind_check`);
  }
}
