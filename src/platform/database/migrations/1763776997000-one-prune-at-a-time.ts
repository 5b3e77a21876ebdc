import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Dropping a partition locks it, its parent and whatever these refer to, in an order of the table's own, and so does making one: two of
 * them at once could lock each other out. Both come one at a time now, by the lock that making them has had all along.
 */
const dropPartitions = (
  first: string,
): string => `CREATE OR REPLACE FUNCTION drop_partitions(parent text, before_time timestamptz) RETURNS integer
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
   DECLARE child record; dropped integer := 0;
   BEGIN
     IF parent NOT IN ('idempotency_answers', 'webhook_events', 'usage_events', 'usage_levels') THEN
       RAISE EXCEPTION 'not a table whose partitions are dropped: %', parent;
     END IF;${first}
     FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' LOOP
       CONTINUE WHEN to_timestamp(right(child.relname, 7), 'YYYY_MM') + interval '1 month' > before_time;
       EXECUTE format('DROP TABLE %I', child.relname);
       dropped := dropped + 1;
     END LOOP;
     EXECUTE format('DELETE FROM %I WHERE %I < $1', parent || '_rest', partitioned_by(parent)) USING before_time;
     RETURN dropped;
   END $$`;

/** Lets what is kept by months be dropped for one table at a time. */
export class OnePruneAtATime1763776997000 implements MigrationInterface {
  readonly name = 'OnePruneAtATime1763776997000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(dropPartitions(` PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropPartitions(''));
  }
}
