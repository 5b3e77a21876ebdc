import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeadLetters } from './dead-letters.js';
import { DueJobs } from './due-jobs.js';
import { JobList } from './job-list.js';
import { JobMetrics } from './job-metrics.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { JobTurn } from './job-turn.entity.js';
import { JobTurns } from './job-turns.js';
import { JobWorker } from './job-worker.js';
import { Jobs } from './jobs.js';
import { TickSlot } from './tick-slot.entity.js';
import { Ticks } from './ticks.js';

/** Jobs written with the change that needs them, and the ticks that place periodic ones. */
@Global()
@Module({
  imports: [DiscoveryModule, ScheduleModule.forRoot(), TypeOrmModule.forFeature([TickSlot, JobTurn])],
  providers: [
    DeadLetters,
    DueJobs,
    JobList,
    JobMetrics,
    JobQueue,
    JobRegistry,
    JobRunner,
    JobTurns,
    JobWorker,
    Jobs,
    Ticks,
  ],
  exports: [DeadLetters, DueJobs, JobList, JobQueue, JobWorker, Jobs, Ticks],
})
export class JobsModule {}
