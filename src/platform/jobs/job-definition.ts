/** `customer`: somebody waits for it; `bulk`: may wait behind the other lane. */
export const LANES = ['customer', 'bulk'] as const;
/** Each is a queue of its own. */
export type Lane = (typeof LANES)[number];

/** Where jobs end that can never succeed or have used up their retries. */
export const DEAD_LETTERS = 'dead';

/** What a job carries: ids only, never secrets or copies of state, since its handler reads the truth again. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

/** A kind of job; `name` reads `module.verb-noun`, the type parameter is the shape of its data. */
export interface JobDefinition<T extends JobData = JobData> {
  readonly name: string;
  readonly lane: Lane;
  /** Only carries the type. */
  readonly data?: T;
}

const defined = new Map<string, JobDefinition>();

/** Declares a kind of job once; the start fails unless exactly one handler exists for it. */
export function defineJob<T extends JobData>(name: string, lane: Lane): JobDefinition<T> {
  if (defined.has(name)) throw new Error(`The job ${name} is defined twice`);
  const definition: JobDefinition<T> = { name, lane };
  defined.set(name, definition);
  return definition;
}

/** Every kind of job that has been declared. */
export function definedJobs(): readonly JobDefinition[] {
  return [...defined.values()];
}
