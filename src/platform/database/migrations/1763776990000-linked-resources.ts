import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instances that customers had at the product before, imported as linked resources: each at most once over all tenants. */
export class LinkedResources1763776990000 implements MigrationInterface {
  readonly name = 'LinkedResources1763776990000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resources ADD COLUMN linked_instance text');
    await runner.query(`CREATE UNIQUE INDEX resources_driver_linked_instance_idx
      ON resources (driver, linked_instance) WHERE linked_instance IS NOT NULL AND state <> 'removed'`);
  }

  /** What is linked would be destroyed by the version before, which takes it for its own. */
  async down(runner: QueryRunner): Promise<void> {
    const [linked] =
      (await runner.query(`/* every tenant: the version before must not touch what customers brought along */
      SELECT id FROM resources WHERE linked_instance IS NOT NULL AND state <> 'removed' LIMIT 1`)) as unknown[];
    if (linked !== undefined) throw new Error('linked resources have to be removed first');
    await runner.query('DROP INDEX resources_driver_linked_instance_idx');
    await runner.query('ALTER TABLE resources DROP COLUMN linked_instance');
  }
}
