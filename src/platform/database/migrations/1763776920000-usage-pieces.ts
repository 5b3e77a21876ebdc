import type { MigrationInterface, QueryRunner } from 'typeorm';

const RENAME = [
  'ALTER TABLE usage_days RENAME TO usage_days_former',
  'ALTER TABLE usage_days_former RENAME CONSTRAINT usage_days_pkey TO usage_days_former_pkey',
];

const UP = [
  ...RENAME,
  `CREATE TABLE usage_days (
     installation_id text NOT NULL,
     subject text NOT NULL,
     meter text NOT NULL,
     since timestamptz NOT NULL,
     events bigint NOT NULL,
     sum numeric(38,9) NOT NULL,
     maximum numeric(24,9) NOT NULL,
     first_at timestamptz NOT NULL,
     last_at timestamptz NOT NULL,
     level numeric(24,9),
     level_adjusts boolean,
     CONSTRAINT usage_days_pkey PRIMARY KEY (installation_id, subject, meter, since)
   )`,
  `/* every tenant: what was counted so far, with the instants of its events where these are still kept */
   INSERT INTO usage_days (installation_id, subject, meter, since, events, sum, maximum, first_at, last_at, level, level_adjusts)
   SELECT d.installation_id, d.subject, d.meter, d.day::timestamp AT TIME ZONE 'UTC', d.events, d.sum, d.maximum,
     coalesce(e.first_at, d.day::timestamp AT TIME ZONE 'UTC'),
     coalesce(l.at, e.last_at, (d.day + 1)::timestamp AT TIME ZONE 'UTC' - interval '1 millisecond'), l.value, l.adjusts
   FROM usage_days_former d
   LEFT JOIN (SELECT installation_id, subject, meter, (at AT TIME ZONE 'UTC')::date AS day, min(at) AS first_at, max(at) AS last_at
     FROM usage_events GROUP BY 1, 2, 3, 4) e USING (installation_id, subject, meter, day)
   LEFT JOIN (SELECT DISTINCT ON (installation_id, subject, meter, (at AT TIME ZONE 'UTC')::date)
       installation_id, subject, meter, (at AT TIME ZONE 'UTC')::date AS day, at, value, adjusts
     FROM usage_levels ORDER BY installation_id, subject, meter, (at AT TIME ZONE 'UTC')::date, at DESC) l
     USING (installation_id, subject, meter, day)`,
  'DROP TABLE usage_days_former',
  'CREATE INDEX usage_days_installation_id_since_idx ON usage_days (installation_id, since)',
  'ALTER TABLE usage_events DROP CONSTRAINT usage_events_pkey',
  `ALTER TABLE usage_events ADD CONSTRAINT usage_events_pkey
     PRIMARY KEY (installation_id, subject, at, event_digest, received_at)`,
];

const DOWN = [
  ...RENAME,
  `CREATE TABLE usage_days (
     installation_id text NOT NULL,
     subject text NOT NULL,
     meter text NOT NULL,
     day date NOT NULL,
     events bigint NOT NULL,
     sum numeric(38,9) NOT NULL,
     maximum numeric(24,9) NOT NULL,
     CONSTRAINT usage_days_pkey PRIMARY KEY (installation_id, subject, meter, day)
   )`,
  `/* every tenant: the pieces of each day together */
   INSERT INTO usage_days (installation_id, subject, meter, day, events, sum, maximum)
   SELECT installation_id, subject, meter, (since AT TIME ZONE 'UTC')::date, sum(events), sum(sum), max(maximum)
   FROM usage_days_former GROUP BY 1, 2, 3, 4`,
  'DROP TABLE usage_days_former',
  'ALTER TABLE usage_events DROP CONSTRAINT usage_events_pkey',
  'ALTER TABLE usage_events ADD CONSTRAINT usage_events_pkey PRIMARY KEY (received_at, installation_id, event_digest)',
];

/**
 * A day in which a billing period begins is kept in two pieces, and each piece knows from when to when its events are and the level that
 * it ends with, so that it can be told whether a plan change cuts it. What is cut is summed from the events, by the key that they now have.
 */
export class UsagePieces1763776920000 implements MigrationInterface {
  readonly name = 'UsagePieces1763776920000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
