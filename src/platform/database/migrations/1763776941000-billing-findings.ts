import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = ['gone-at-vercel', 'refused-by-vercel', 'missing-at-vercel', 'unknown-here'];
const ADDED = ['unpriced-plan', 'unusual-invoice'];

/** What somebody has to look at before customers are charged. */
export class BillingFindings1763776941000 implements MigrationInterface {
  readonly name = 'BillingFindings1763776941000';

  up(runner: QueryRunner): Promise<void> {
    return this.allow(runner, [...BEFORE, ...ADDED]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`/* every tenant: kinds that the version before does not know */
      DELETE FROM reconciliation_findings WHERE kind IN ('unpriced-plan', 'unusual-invoice')`);
    await this.allow(runner, BEFORE);
  }

  private async allow(runner: QueryRunner, kinds: readonly string[]): Promise<void> {
    const list = kinds.map((kind) => `'${kind}'`).join(', ');
    await runner.query('ALTER TABLE reconciliation_findings DROP CONSTRAINT reconciliation_findings_kind_check');
    await runner.query(
      `ALTER TABLE reconciliation_findings ADD CONSTRAINT reconciliation_findings_kind_check CHECK (kind IN (${list}))`,
    );
  }
}
