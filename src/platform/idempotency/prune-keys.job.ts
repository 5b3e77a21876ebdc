import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Sql } from '../database/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../jobs/index.js';
import { Ledger } from './ledger.js';

const KEPT_SECONDS = 30 * 86_400;

/** Once an hour: keys older than 30 days go, answers with the partition of their month, new partitions come. */
const PRUNE_KEYS = everySeconds(3_600, defineJob<TickData>('idempotency.prune-keys', 'bulk'));

/** Also sees to the partitions of the audit log, which are made but never dropped. */
@Injectable()
@HandlesJob(PRUNE_KEYS)
export class PruneKeys implements JobHandler<TickData> {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly sql: Sql,
  ) {}

  async run(): Promise<void> {
    await this.sql.rows({ text: 'SELECT ensure_partitions($1)', values: [this.clock.now()] });
    const before = this.clock.inSeconds(-KEPT_SECONDS);
    await this.ledger.prune(before);
    await this.sql.rows({ text: `SELECT drop_partitions('idempotency_answers', $1)`, values: [before] });
  }
}
