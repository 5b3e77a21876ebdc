import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Vercel's events say about installations, their members, and the projects that their resources are connected to. */
export class VercelEvents1763776800001 implements MigrationInterface {
  readonly name = 'VercelEvents1763776800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE installations ADD COLUMN account_since timestamptz, ADD COLUMN scopes_since timestamptz`,
    );
    await runner.query(`CREATE TABLE members (
      installation_id text NOT NULL,
      id text NOT NULL,
      role text NOT NULL,
      role_since timestamptz NOT NULL,
      CONSTRAINT members_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT members_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT members_role_check CHECK (role IN ('ADMIN', 'USER', 'NONE'))
    )`);
    await runner.query(`CREATE TABLE resource_connections (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      project_id text NOT NULL,
      project_name text,
      targets text[] NOT NULL,
      state text NOT NULL,
      state_since timestamptz NOT NULL,
      CONSTRAINT resource_connections_pkey PRIMARY KEY (installation_id, resource_id, project_id),
      CONSTRAINT resource_connections_state_check CHECK (state IN ('connected', 'disconnected')),
      CONSTRAINT resource_connections_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_connections, members');
    await runner.query('ALTER TABLE installations DROP COLUMN account_since, DROP COLUMN scopes_since');
  }
}
