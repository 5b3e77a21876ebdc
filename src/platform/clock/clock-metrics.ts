import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../metrics/index.js';
import { Clock } from './clock.js';

/** Shows how far this machine's clock is from the database's. */
@Injectable()
export class ClockMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'stallholder_clock_skew_seconds',
      help: "How far this machine's clock is behind the database's; negative: ahead.",
      read: () => [{ value: this.clock.skewMs / 1_000 }],
    });
  }
}
