import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Metrics, Shedding } from '../metrics/index.js';
import { poolOf } from './pool.js';

/** Shows whether requests wait for connections. */
@Injectable()
export class PoolMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly dataSource: DataSource,
    private readonly shedding: Shedding,
  ) {}

  onModuleInit(): void {
    const pool = poolOf(this.dataSource);
    pool.whenRefused = this.shedding.note;
    this.metrics.gauge({
      name: 'stallholder_database_connections',
      help: 'Connections that this process holds to its database, by state (busy, idle).',
      labels: ['state'],
      read: () => [
        { labels: { state: 'busy' }, value: pool.totalCount - pool.idleCount },
        { labels: { state: 'idle' }, value: pool.idleCount },
      ],
    });
    this.metrics.gauge({
      name: 'stallholder_database_waiting',
      help: 'Statements and units of work that wait for a connection.',
      read: () => [{ value: pool.waitingCount }],
    });
  }
}
