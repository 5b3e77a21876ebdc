import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is signed in, in which browser. */
export class Sessions1763776980000 implements MigrationInterface {
  readonly name = 'Sessions1763776980000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE sessions (
      installation_id text NOT NULL,
      id uuid NOT NULL,
      digest bytea NOT NULL,
      member_id text NOT NULL,
      name text,
      email text,
      started_at timestamptz NOT NULL,
      proven_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      CONSTRAINT sessions_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT sessions_digest_uq UNIQUE (digest),
      CONSTRAINT sessions_installation_id_member_id_fkey FOREIGN KEY (installation_id, member_id)
        REFERENCES members (installation_id, id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX sessions_installation_id_member_id_idx ON sessions (installation_id, member_id)');
    await runner.query('CREATE INDEX sessions_expires_at_idx ON sessions (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sessions');
  }
}
