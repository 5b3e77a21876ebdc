import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';
import { Metrics, type Reading } from '../../platform/metrics/index.js';

const COUNT = `/* every tenant: how many wait for somebody */ SELECT kind, count(*)::int AS held FROM reconciliation_findings GROUP BY kind`;

/** Shows what waits for an operator. */
@Injectable()
export class FindingMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'stallholder_findings',
      help: 'Differences to Vercel, and charges, that somebody has to look at, by kind.',
      labels: ['kind'],
      read: () => this.count(),
    });
  }

  private async count(): Promise<readonly Reading[]> {
    const rows = await this.sql.rows<{ kind: string; held: number }>({ text: COUNT, values: [] });
    return rows.map(({ kind, held }) => ({ labels: { kind }, value: held }));
  }
}
