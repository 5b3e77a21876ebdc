import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sql } from '../../../platform/database/index.js';
import { Metrics, type Reading } from '../../../platform/metrics/index.js';

/** Those that are still to end; the others only grow in number. */
const OPEN = [
  'held',
  'prepared',
  'parked',
  'draft',
  'pending',
  'scheduled',
  'invoiced',
  'notpaid',
  'overdue',
  'refund_requested',
];
const MOST_COUNTED = 10_000;

const COUNT = `/* every tenant: how many there are of each state */
  SELECT state, (SELECT count(*)::int FROM (SELECT FROM invoices i WHERE i.state = s.state LIMIT $2) AS counted) AS held
  FROM unnest($1::text[]) AS s (state)`;

/** Shows what has become of invoices. */
@Injectable()
export class InvoiceMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'stallholder_invoices',
      help: `Invoices by state, those that have not ended yet, counted up to ${MOST_COUNTED} of each.`,
      labels: ['state'],
      read: () => this.count(),
    });
  }

  private async count(): Promise<readonly Reading[]> {
    const rows = await this.sql.rows<{ state: string; held: number }>({ text: COUNT, values: [OPEN, MOST_COUNTED] });
    return rows.map(({ state, held }) => ({ labels: { state }, value: held }));
  }
}
