import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = 'resources_installation_id_request_digest_idx';

/**
 * The digest leads the index of requests: behind the installation it looked as good as the primary key to a planner without
 * statistics, and a purchase read all resources of its installation. What is live has an index of its own, with the whole key.
 */
export class RequestDigestFirst1763776870000 implements MigrationInterface {
  readonly name = 'RequestDigestFirst1763776870000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${INDEX}`);
    await runner.query(`CREATE UNIQUE INDEX resources_request_digest_installation_id_idx
      ON resources (request_digest, installation_id) WHERE state <> 'removed'`);
    await runner.query(
      `CREATE INDEX resources_installation_id_id_idx ON resources (installation_id, id) WHERE state <> 'removed'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX resources_installation_id_id_idx');
    await runner.query('DROP INDEX resources_request_digest_installation_id_idx');
    await runner.query(
      `CREATE UNIQUE INDEX ${INDEX} ON resources (installation_id, request_digest) WHERE state <> 'removed'`,
    );
  }
}
