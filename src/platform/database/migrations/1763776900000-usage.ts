import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY_PARTITIONS = 16;

const TABLES = [
  `CREATE TABLE usage_keys (
     installation_id text NOT NULL,
     event_digest bytea NOT NULL,
     payload_digest bytea NOT NULL,
     received_at timestamptz NOT NULL,
     CONSTRAINT usage_keys_pkey PRIMARY KEY (installation_id, event_digest)
   ) PARTITION BY HASH (installation_id)`,
  `CREATE INDEX usage_keys_received_at_idx ON usage_keys (received_at)`,
  `CREATE TABLE usage_events (
     received_at timestamptz NOT NULL,
     installation_id text NOT NULL,
     event_digest bytea NOT NULL,
     source text NOT NULL,
     event_id text NOT NULL,
     subject text NOT NULL,
     meter text NOT NULL,
     at timestamptz NOT NULL,
     value numeric(24,9) NOT NULL,
     reason text,
     CONSTRAINT usage_events_pkey PRIMARY KEY (received_at, installation_id, event_digest)
   ) PARTITION BY RANGE (received_at)`,
  `CREATE TABLE usage_events_rest PARTITION OF usage_events DEFAULT`,
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
  `CREATE TABLE usage_levels (
     installation_id text NOT NULL,
     subject text NOT NULL,
     meter text NOT NULL,
     hour timestamptz NOT NULL,
     at timestamptz NOT NULL,
     adjusts boolean NOT NULL,
     value numeric(24,9) NOT NULL,
     CONSTRAINT usage_levels_pkey PRIMARY KEY (installation_id, subject, meter, hour)
   ) PARTITION BY RANGE (hour)`,
  `CREATE TABLE usage_levels_rest PARTITION OF usage_levels DEFAULT`,
  `CREATE TABLE usage_former_owners (
     installation_id text NOT NULL,
     resource_id text NOT NULL,
     until timestamptz NOT NULL,
     CONSTRAINT usage_former_owners_pkey PRIMARY KEY (installation_id, resource_id, until)
   )`,
  `CREATE INDEX usage_former_owners_resource_id_until_idx ON usage_former_owners (resource_id, until)`,
  `/* every tenant: whose the resources were that have gone over before the table came */
   INSERT INTO usage_former_owners (installation_id, resource_id, until)
   SELECT installation_id, subject, at FROM audit_entries
   WHERE action = 'resource.handed-over' AND installation_id IS NOT NULL AND subject IS NOT NULL ON CONFLICT DO NOTHING`,
];

interface Partitioned {
  readonly made: string;
  readonly dropped: string;
}

const FORMER: Partitioned = {
  made: `'audit_entries', 'idempotency_answers', 'webhook_events'`,
  dropped: `'idempotency_answers', 'webhook_events'`,
};
const WITH_USAGE: Partitioned = {
  made: `${FORMER.made}, 'usage_events', 'usage_levels'`,
  dropped: `${FORMER.dropped}, 'usage_events', 'usage_levels'`,
};

/** As before, for a longer list of tables. */
const functions = ({ made, dropped }: Partitioned): readonly string[] => [
  `CREATE OR REPLACE FUNCTION ensure_partitions(at_time timestamptz) RETURNS integer
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE parent text; month timestamptz; made integer := 0;
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
     FOREACH parent IN ARRAY ARRAY[${made}] LOOP
       FOR step IN 0..2 LOOP
         month := date_trunc('month', at_time) + make_interval(months => step);
         CONTINUE WHEN to_regclass(parent || to_char(month, '_YYYY_MM')) IS NOT NULL;
         PERFORM add_partition(parent, month);
         made := made + 1;
       END LOOP;
     END LOOP;
     RETURN made;
   END $$`,
  `CREATE OR REPLACE FUNCTION drop_partitions(parent text, before_time timestamptz) RETURNS integer
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE child record; dropped integer := 0;
   BEGIN
     IF parent NOT IN (${dropped}) THEN
       RAISE EXCEPTION 'not a table whose partitions are dropped: %', parent;
     END IF;
     FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' LOOP
       CONTINUE WHEN to_timestamp(right(child.relname, 7), 'YYYY_MM') + interval '1 month' > before_time;
       EXECUTE format('DROP TABLE %I', child.relname);
       dropped := dropped + 1;
     END LOOP;
     EXECUTE format('DELETE FROM %I WHERE %I < $1', parent || '_rest', partitioned_by(parent)) USING before_time;
     RETURN dropped;
   END $$`,
];

/** Usage: ids that have come, what they said by month of receipt, sums by day, levels by hour, and former owners. */
export class Usage1763776900000 implements MigrationInterface {
  readonly name = 'Usage1763776900000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (let part = 0; part < KEY_PARTITIONS; part += 1) {
      await runner.query(
        `CREATE TABLE usage_keys_${part} PARTITION OF usage_keys FOR VALUES WITH (MODULUS ${KEY_PARTITIONS}, REMAINDER ${part})`,
      );
    }
    for (const statement of functions(WITH_USAGE)) await runner.query(statement);
    await runner.query('SELECT ensure_partitions(now())');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of functions(FORMER)) await runner.query(statement);
    await runner.query('DROP TABLE usage_former_owners, usage_levels, usage_days, usage_events, usage_keys');
  }
}
