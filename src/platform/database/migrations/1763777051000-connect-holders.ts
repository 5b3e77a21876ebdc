import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which accounts of the provider's own login may come back to a connection. */
export class ConnectHolders1763777051000 implements MigrationInterface {
  readonly name = 'ConnectHolders1763777051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE connect_holders (
      installation_id text NOT NULL,
      issuer text NOT NULL,
      subject text NOT NULL,
      proven_at timestamptz NOT NULL,
      CONSTRAINT connect_holders_pkey PRIMARY KEY (installation_id, issuer, subject),
      CONSTRAINT connect_holders_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE connect_holders');
  }
}
