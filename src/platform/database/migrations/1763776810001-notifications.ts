import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be shown beside installations and resources, one row per cause. */
export class Notifications1763776810001 implements MigrationInterface {
  readonly name = 'Notifications1763776810001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE installation_notifications (
      installation_id text NOT NULL,
      ${columnsOf('installation_notifications')},
      CONSTRAINT installation_notifications_pkey PRIMARY KEY (installation_id, key),
      CONSTRAINT installation_notifications_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id)
    )`);
    await runner.query(`CREATE TABLE resource_notifications (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      ${columnsOf('resource_notifications')},
      CONSTRAINT resource_notifications_pkey PRIMARY KEY (installation_id, resource_id, key),
      CONSTRAINT resource_notifications_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_notifications, installation_notifications');
  }
}

function columnsOf(table: string): string {
  return `key text NOT NULL,
      level text NOT NULL,
      title text NOT NULL,
      message text,
      href text,
      raised_at timestamptz NOT NULL,
      CONSTRAINT ${table}_level_check CHECK (level IN ('info', 'warn', 'error')),
      CONSTRAINT ${table}_title_check CHECK (char_length(title) BETWEEN 1 AND 100)`;
}
