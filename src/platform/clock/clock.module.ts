import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClockOffset } from './clock-offset.entity.js';
import { ClockMetrics } from './clock-metrics.js';
import { Clock } from './clock.js';

/** Gives everybody the one clock. */
@Global()
@Module({ imports: [TypeOrmModule.forFeature([ClockOffset])], providers: [Clock, ClockMetrics], exports: [Clock] })
export class ClockModule {}
