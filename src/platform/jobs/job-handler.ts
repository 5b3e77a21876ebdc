import { Reflector } from '@nestjs/core';
import type { JobData, JobDefinition } from './job-definition.js';

/** What a handler is told beside its data; `signal` is aborted when the queue takes the job away. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** 1 at the first try. */
  readonly attempt: number;
}

/** Does the work of one kind of job: locks the row it is about, reads the truth and brings it forward. */
export interface JobHandler<T extends JobData = JobData> {
  run(data: T, context: JobContext): Promise<void>;
}

/** Marks the one class that handles a kind of job. */
export const HandlesJob = Reflector.createDecorator<JobDefinition>();
