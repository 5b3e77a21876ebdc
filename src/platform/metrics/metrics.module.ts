import { Global, Module } from '@nestjs/common';
import { Metrics } from './metrics.js';

/** Everybody may show something. */
@Global()
@Module({ providers: [Metrics], exports: [Metrics] })
export class MetricsModule {}
