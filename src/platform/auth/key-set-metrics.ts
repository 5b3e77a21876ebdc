import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RemoteKeySet } from '#libs/vercel-oidc';
import { Metrics } from '../metrics/index.js';

/** Shows how old the keys are by which Vercel's tokens are checked. */
@Injectable()
export class KeySetMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly keys: RemoteKeySet,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'stallholder_key_set_age_seconds',
      help: "Age of the set of Vercel's keys; without one it is not told. From 24 hours on no token is accepted.",
      read: () => [{ value: this.keys.status().ageSeconds ?? Number.NaN }],
    });
    this.metrics.gauge({
      name: 'stallholder_key_set_usable',
      help: "1 while there is a set of Vercel's keys that is young enough.",
      read: () => [{ value: this.keys.status().usable ? 1 : 0 }],
    });
  }
}
