import type { MigrationInterface, QueryRunner } from 'typeorm';

const PUSH = `
      wanted text[] NOT NULL,
      sending text,
      due_at timestamptz,
      not_before timestamptz,
      busy_until timestamptz,
      attempts integer NOT NULL`;

/** What Vercel has still to hear of installations and resources, and which installations it refuses to hear of. */
export class Pushes1763776810000 implements MigrationInterface {
  readonly name = 'Pushes1763776810000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE installation_pushes (
      installation_id text NOT NULL,${PUSH},
      CONSTRAINT installation_pushes_pkey PRIMARY KEY (installation_id),
      CONSTRAINT installation_pushes_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id)
    )`);
    await runner.query(`CREATE TABLE resource_pushes (
      installation_id text NOT NULL,
      resource_id text NOT NULL,${PUSH},
      CONSTRAINT resource_pushes_pkey PRIMARY KEY (installation_id, resource_id),
      CONSTRAINT resource_pushes_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE
    )`);
    for (const table of ['installation_pushes', 'resource_pushes'])
      await runner.query(`CREATE INDEX ${table}_due_at_idx ON ${table} (due_at) WHERE due_at IS NOT NULL`);
    await runner.query(`CREATE TABLE vercel_parkings (
      installation_id text NOT NULL,
      cause text NOT NULL,
      code text NOT NULL,
      since timestamptz NOT NULL,
      until timestamptz NOT NULL,
      attempts integer NOT NULL,
      CONSTRAINT vercel_parkings_pkey PRIMARY KEY (installation_id),
      CONSTRAINT vercel_parkings_cause_check CHECK (cause IN ('disabled', 'gone')),
      CONSTRAINT vercel_parkings_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE vercel_parkings, resource_pushes, installation_pushes');
  }
}
