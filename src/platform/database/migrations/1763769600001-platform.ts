import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY_PARTITIONS = 16;

const TABLES = [
  `CREATE TABLE clock_offsets (
     id smallint NOT NULL DEFAULT 1,
     offset_ms bigint NOT NULL DEFAULT 0,
     CONSTRAINT clock_offsets_pkey PRIMARY KEY (id),
     CONSTRAINT clock_offsets_id_check CHECK (id = 1)
   )`,
  `INSERT INTO clock_offsets (id, offset_ms) VALUES (1, 0)`,
  `CREATE TABLE tick_slots (
     name text NOT NULL,
     slot timestamptz NOT NULL,
     CONSTRAINT tick_slots_pkey PRIMARY KEY (name, slot)
   )`,
  `CREATE TABLE audit_entries (
     at timestamptz NOT NULL,
     id uuid NOT NULL,
     installation_id text,
     actor_kind text NOT NULL,
     actor_id text,
     action text NOT NULL,
     subject text,
     details jsonb NOT NULL,
     request_id text,
     CONSTRAINT audit_entries_pkey PRIMARY KEY (at, id),
     CONSTRAINT audit_entries_actor_kind_check CHECK (actor_kind IN ('vercel-user', 'vercel-system', 'operator', 'job'))
   ) PARTITION BY RANGE (at)`,
  `CREATE INDEX audit_entries_installation_id_at_idx ON audit_entries (installation_id, at)`,
  `CREATE TABLE idempotency_keys (
     installation_id text NOT NULL,
     key_digest bytea NOT NULL,
     body_digest bytea NOT NULL,
     claim uuid NOT NULL,
     claimed_until timestamptz NOT NULL,
     created_at timestamptz NOT NULL,
     answer_id uuid,
     answered_at timestamptz,
     CONSTRAINT idempotency_keys_pkey PRIMARY KEY (installation_id, key_digest),
     CONSTRAINT idempotency_keys_answer_id_answered_at_check CHECK ((answer_id IS NULL) = (answered_at IS NULL))
   ) PARTITION BY HASH (installation_id)`,
  `CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at)`,
  `CREATE TABLE idempotency_answers (
     created_at timestamptz NOT NULL,
     id uuid NOT NULL,
     installation_id text NOT NULL,
     status smallint NOT NULL,
     body bytea NOT NULL,
     body_key_id text NOT NULL,
     CONSTRAINT idempotency_answers_pkey PRIMARY KEY (id, created_at)
   ) PARTITION BY RANGE (created_at)`,
  `CREATE INDEX idempotency_answers_body_key_id_idx ON idempotency_answers (body_key_id)`,
];

const AUDIT_GUARD = [
  `CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
     FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
  `CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
];

/** Owner's rights, so that the app's own role needs no DDL; the table name comes from a closed list. */
export const PARTITIONS = [
  `CREATE TABLE audit_entries_rest PARTITION OF audit_entries DEFAULT`,
  `CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries_rest
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
  `CREATE TABLE idempotency_answers_rest PARTITION OF idempotency_answers DEFAULT`,
  `CREATE FUNCTION add_partition(parent text, month timestamptz) RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     child text := parent || to_char(month, '_YYYY_MM');
     rest text := parent || '_rest';
     range text := format('%1$I >= %2$L AND %1$I < %3$L', CASE parent WHEN 'audit_entries' THEN 'at' ELSE 'created_at' END,
       month, month + interval '1 month');
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
  `CREATE FUNCTION ensure_partitions(at_time timestamptz) RETURNS integer
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE parent text; month timestamptz; made integer := 0;
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
     FOREACH parent IN ARRAY ARRAY['audit_entries', 'idempotency_answers'] LOOP
       FOR step IN 0..2 LOOP
         month := date_trunc('month', at_time) + make_interval(months => step);
         CONTINUE WHEN to_regclass(parent || to_char(month, '_YYYY_MM')) IS NOT NULL;
         PERFORM add_partition(parent, month);
         made := made + 1;
       END LOOP;
     END LOOP;
     RETURN made;
   END $$`,
  `CREATE FUNCTION drop_partitions(parent text, before_time timestamptz) RETURNS integer
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE child record; dropped integer := 0;
   BEGIN
     IF parent NOT IN ('idempotency_answers') THEN
       RAISE EXCEPTION 'not a table whose partitions are dropped: %', parent;
     END IF;
     FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' LOOP
       CONTINUE WHEN to_timestamp(right(child.relname, 7), 'YYYY_MM') + interval '1 month' > before_time;
       EXECUTE format('DROP TABLE %I', child.relname);
       dropped := dropped + 1;
     END LOOP;
     EXECUTE format('DELETE FROM %I WHERE created_at < $1', parent || '_rest') USING before_time;
     RETURN dropped;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION add_partition(text, timestamptz), ensure_partitions(timestamptz),
     drop_partitions(text, timestamptz) FROM PUBLIC`,
  `SELECT ensure_partitions(now())`,
];

/** Clock, ticks, audit log and idempotency ledger. */
export class Platform1763769600001 implements MigrationInterface {
  readonly name = 'Platform1763769600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (let part = 0; part < KEY_PARTITIONS; part += 1) {
      await runner.query(
        `CREATE TABLE idempotency_keys_${part} PARTITION OF idempotency_keys FOR VALUES WITH (MODULUS ${KEY_PARTITIONS}, REMAINDER ${part})`,
      );
    }
    for (const statement of [...AUDIT_GUARD, ...PARTITIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION add_partition(text, timestamptz), ensure_partitions(timestamptz), drop_partitions(text, timestamptz)',
    );
    await runner.query('DROP TABLE idempotency_answers, idempotency_keys, audit_entries, tick_slots, clock_offsets');
    await runner.query('DROP FUNCTION refuse_audit_change()');
  }
}
