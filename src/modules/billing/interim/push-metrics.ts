import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Sql } from '../../../platform/database/index.js';
import { Metrics } from '../../../platform/metrics/index.js';

const LATEST = `/* every tenant: how late the latest is */ SELECT min(due_at) AS due FROM billing_pushes WHERE due_at IS NOT NULL`;

/** Shows whether Vercel hears in time what customers have used. */
@Injectable()
export class PushMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'stallholder_billing_push_overdue_seconds',
      help: 'How long the interim data have been due that have waited the longest; each installation is due every hour.',
      read: async () => [{ value: await this.overdue() }],
    });
  }

  private async overdue(): Promise<number> {
    const [row] = await this.sql.rows<{ due: Date | null }>({ text: LATEST, values: [] });
    const due = row?.due;
    return due ? Math.max(0, (this.clock.now().getTime() - due.getTime()) / 1_000) : 0;
  }
}
