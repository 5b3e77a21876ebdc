import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Resources that were made for connected accounts, and until when nobody has linked them. */
export class UnlinkedResources1763777050000 implements MigrationInterface {
  readonly name = 'UnlinkedResources1763777050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE connected_resources (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      sweep_at timestamptz,
      CONSTRAINT connected_resources_pkey PRIMARY KEY (installation_id, resource_id),
      CONSTRAINT connected_resources_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE
    )`);
    await runner.query(
      'CREATE INDEX connected_resources_sweep_at_idx ON connected_resources (sweep_at) WHERE sweep_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE connected_resources');
  }
}
