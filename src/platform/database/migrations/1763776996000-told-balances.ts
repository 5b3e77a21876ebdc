import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is left of prepayments, as Vercel is told it. It is volatile, so that it sees what others had committed when it is called, also
 * within a statement that has waited for them: the claim of a push takes its rows first and reads what is left afterwards.
 */
const TOLD_BALANCES = `CREATE FUNCTION told_balances(installations text[])
  RETURNS TABLE (installation_id text, balances json) LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    RETURN QUERY SELECT b.installation_id, json_agg(json_strip_nulls(json_build_object(
        'resourceId', nullif(b.holder, b.installation_id), 'currencyValueInCents', b.cents
      )) ORDER BY b.holder <> b.installation_id, b.holder)
    FROM credit_balances b LEFT JOIN resources r ON r.installation_id = b.installation_id AND r.id = b.holder
    WHERE b.installation_id = ANY (told_balances.installations)
      AND (b.holder = b.installation_id OR r.state NOT IN ('removing', 'removed'))
    GROUP BY b.installation_id;
  END $$`;

/** Lets a claim of pushes bring along what is left. */
export class ToldBalances1763776996000 implements MigrationInterface {
  readonly name = 'ToldBalances1763776996000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TOLD_BALANCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION told_balances(text[])');
  }
}
