import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PARTITIONS as FORMER } from './1763769600001-platform.js';

const KEY_PARTITIONS = 16;

const TABLES = [
  `CREATE TABLE webhook_keys (
     id text NOT NULL,
     received_at timestamptz NOT NULL,
     CONSTRAINT webhook_keys_pkey PRIMARY KEY (id)
   ) PARTITION BY HASH (id)`,
  `CREATE INDEX webhook_keys_received_at_idx ON webhook_keys (received_at)`,
  `CREATE TABLE webhook_events (
     received_at timestamptz NOT NULL,
     id text NOT NULL,
     type text NOT NULL,
     happened_at timestamptz NOT NULL,
     installation_ids text[] NOT NULL,
     natural_key text,
     body jsonb NOT NULL,
     handled_at timestamptz,
     CONSTRAINT webhook_events_pkey PRIMARY KEY (received_at, id)
   ) PARTITION BY RANGE (received_at)`,
  `CREATE TABLE webhook_events_rest PARTITION OF webhook_events DEFAULT`,
];

/** As before, but a table's partitions follow whatever column it is partitioned by, and webhooks are among them. */
const FUNCTIONS = [
  `CREATE FUNCTION partitioned_by(parent text) RETURNS text
   LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
     SELECT attname::text FROM pg_partitioned_table JOIN pg_attribute ON attrelid = partrelid AND attnum = partattrs[0]
     WHERE partrelid = parent::regclass
   $$`,
  `CREATE OR REPLACE FUNCTION add_partition(parent text, month timestamptz) RETURNS void
   LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE
     child text := parent || to_char(month, '_YYYY_MM');
     rest text := parent || '_rest';
     range text := format('%1$I >= %2$L AND %1$I < %3$L', partitioned_by(parent), month, month + interval '1 month');
     is_early boolean;
   BEGIN
     EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %s)', rest, range) INTO is_early;
     IF is_early THEN
       EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent, rest);
     END IF;
     EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, month,
       month + interval '1 month');
     IF is_early THEN
       EXECUTE format('WITH early AS (DELETE FROM %I WHERE %s RETURNING *) INSERT INTO %I SELECT * FROM early', rest, range, child);
       EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I DEFAULT', parent, rest);
     END IF;
     IF parent = 'audit_entries' THEN
       EXECUTE format('CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON %I
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', child);
     END IF;
   END $$`,
  `CREATE OR REPLACE FUNCTION ensure_partitions(at_time timestamptz) RETURNS integer
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE parent text; month timestamptz; made integer := 0;
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
     FOREACH parent IN ARRAY ARRAY['audit_entries', 'idempotency_answers', 'webhook_events'] LOOP
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
     IF parent NOT IN ('idempotency_answers', 'webhook_events') THEN
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
  `REVOKE EXECUTE ON FUNCTION partitioned_by(text) FROM PUBLIC`,
  `SELECT ensure_partitions(now())`,
];

/** Webhooks of Vercel: a narrow table of ids that have come, and what they said, a partition per month. */
export class Webhooks1763776800000 implements MigrationInterface {
  readonly name = 'Webhooks1763776800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (let part = 0; part < KEY_PARTITIONS; part += 1) {
      await runner.query(
        `CREATE TABLE webhook_keys_${part} PARTITION OF webhook_keys FOR VALUES WITH (MODULUS ${KEY_PARTITIONS}, REMAINDER ${part})`,
      );
    }
    for (const statement of FUNCTIONS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of FORMER.filter((former) => former.startsWith('CREATE FUNCTION'))) {
      await runner.query(statement.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'));
    }
    await runner.query('DROP FUNCTION partitioned_by(text)');
    await runner.query('DROP TABLE webhook_events, webhook_keys');
  }
}
