import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why installations and resources are kept out of use, and what their products refused to do about it. */
export class Suspensions1763776820000 implements MigrationInterface {
  readonly name = 'Suspensions1763776820000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE installations ADD COLUMN suspended_at timestamptz`);
    await runner.query(`CREATE TABLE installation_suspensions (
      installation_id text NOT NULL,
      cause text NOT NULL,
      message text NOT NULL,
      since timestamptz NOT NULL,
      CONSTRAINT installation_suspensions_pkey PRIMARY KEY (installation_id, cause),
      CONSTRAINT installation_suspensions_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT installation_suspensions_cause_check CHECK (cause IN ('operator', 'billing'))
    )`);
    await runner.query(`ALTER TABLE resources
      ADD COLUMN held boolean NOT NULL DEFAULT false,
      ADD COLUMN resumes_as text,
      ADD COLUMN refused text[] NOT NULL DEFAULT '{}',
      ADD CONSTRAINT resources_resumes_as_check CHECK (resumes_as IN ('onboarding', 'ready', 'error'))`);
    await runner.query(`CREATE TABLE resource_suspensions (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      cause text NOT NULL,
      message text NOT NULL,
      since timestamptz NOT NULL,
      CONSTRAINT resource_suspensions_pkey PRIMARY KEY (installation_id, resource_id, cause),
      CONSTRAINT resource_suspensions_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
      CONSTRAINT resource_suspensions_cause_check CHECK (cause IN ('operator', 'billing'))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_suspensions, installation_suspensions');
    await runner.query('ALTER TABLE resources DROP COLUMN held, DROP COLUMN resumes_as, DROP COLUMN refused');
    await runner.query('ALTER TABLE installations DROP COLUMN suspended_at');
  }
}
