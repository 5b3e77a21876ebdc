import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = [
  'gone-at-vercel',
  'refused-by-vercel',
  'missing-at-vercel',
  'unknown-here',
  'unpriced-plan',
  'unusual-invoice',
];

/** Invoices that Vercel holds otherwise than they were sent. */
export class InvoiceFindings1763776952000 implements MigrationInterface {
  readonly name = 'InvoiceFindings1763776952000';

  up(runner: QueryRunner): Promise<void> {
    return this.allow(runner, [...BEFORE, 'invoice-differs']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`/* every tenant: a kind that the version before does not know */
      DELETE FROM reconciliation_findings WHERE kind = 'invoice-differs'`);
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
