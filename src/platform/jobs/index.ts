export { defineJob } from './job-definition.js';
export { HandlesJob, type JobHandler } from './job-handler.js';
export { JobQueue } from './job-queue.js';
export { JobWorker } from './job-worker.js';
export { Jobs } from './jobs.js';
export { JobsModule } from './jobs.module.js';
export { everySeconds, Ticks, type TickData } from './ticks.js';
