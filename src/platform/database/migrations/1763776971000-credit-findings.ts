import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = [
  'gone-at-vercel',
  'refused-by-vercel',
  'missing-at-vercel',
  'unknown-here',
  'unpriced-plan',
  'unusual-invoice',
  'invoice-differs',
];

/** Customers who have left with more paid than used. */
export class CreditFindings1763776971000 implements MigrationInterface {
  readonly name = 'CreditFindings1763776971000';

  up(runner: QueryRunner): Promise<void> {
    return this.allow(runner, [...BEFORE, 'credit-at-exit']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`/* every tenant: a kind that the version before does not know */
      DELETE FROM reconciliation_findings WHERE kind = 'credit-at-exit'`);
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
