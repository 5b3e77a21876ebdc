import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { HealthReport } from './health-report.js';
import { HealthServer } from './health-server.js';
import { Readiness } from './readiness.js';

/** Liveness and readiness. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [HealthReport, HealthServer, Readiness],
})
export class HealthModule {}
