export { DeadLetters, type Taken } from './dead-letters.js';
export { DueJobs } from './due-jobs.js';
export { nextSlot } from './hourly-slot.js';
export { defineJob, LANES, type Lane } from './job-definition.js';
export { HandlesJob, type JobContext, type JobHandler } from './job-handler.js';
export {
  FIRST_PLACE,
  JOB_STATES,
  JobList,
  type DeadFilter,
  type DeadLetter,
  type JobPlace,
  type JobState,
  type ListedJob,
} from './job-list.js';
export { JobQueue } from './job-queue.js';
export { JobWorker } from './job-worker.js';
export { Jobs } from './jobs.js';
export { JobsModule } from './jobs.module.js';
export { everySeconds, Ticks, type TickData } from './ticks.js';
