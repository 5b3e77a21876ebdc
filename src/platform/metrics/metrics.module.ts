import { Global, Module } from '@nestjs/common';
import { Metrics } from './metrics.js';
import { Shedding } from './shedding.js';

/** Everybody may show something. */
@Global()
@Module({ providers: [Metrics, Shedding], exports: [Metrics, Shedding] })
export class MetricsModule {}
