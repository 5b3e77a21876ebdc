/** `customer`: somebody waits for it; `bulk`: may wait behind the other lane. */
export const LANES = ['customer', 'bulk'] as const;
/** Each is a queue of its own. */
export type Lane = (typeof LANES)[number];

/** Where jobs end that can never succeed or have used up their retries. */
export const DEAD_LETTERS = 'dead';

/** Seconds that one try may take where its definition does not say; less where somebody waits. */
const WITHIN_SECONDS: Readonly<Record<Lane, number>> = { customer: 60, bulk: 300 };

/** No try may take longer, so that the limit of the queue itself, behind it, is never what ends one. */
const LONGEST_SECONDS = 600;

/** What a job carries: ids only, never secrets or copies of state, since its handler reads the truth again. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

/** A job as it lies in its lane: which kind, and its data. */
export interface Envelope {
  readonly job: string;
  readonly data: JobData;
  /** Of what placed it, as the header of that name. */
  readonly traceparent?: string;
}

/** How the jobs of a kind are run. */
export interface JobOptions<T extends JobData> {
  /** A try that takes longer is told so by its signal and counts as failed: 60 by default, 300 in `bulk`, 600 at most. */
  readonly withinSeconds?: number;
  /** Of all jobs that ask for it, at most one at a time runs for the installation that `data` names. */
  readonly oneAtATimeFor?: (data: T) => string;
}

/** A kind of job; `name` reads `module.verb-noun`, the type parameter is the shape of its data. */
export interface JobDefinition<T extends JobData = JobData> {
  readonly name: string;
  readonly lane: Lane;
  readonly withinSeconds: number;
  /** The installation whose turn a job has to wait for; null: it waits for nobody. */
  turnOf(data: T): string | null;
}

const defined = new Map<string, JobDefinition>();

/** Declares a kind of job once; the start fails unless exactly one handler exists for it. */
export function defineJob<T extends JobData>(
  name: string,
  lane: Lane,
  { withinSeconds = WITHIN_SECONDS[lane], oneAtATimeFor }: JobOptions<T> = {},
): JobDefinition<T> {
  if (defined.has(name)) throw new Error(`The job ${name} is defined twice`);
  if (withinSeconds > LONGEST_SECONDS) throw new Error(`The job ${name} may take ${LONGEST_SECONDS} seconds at most`);
  const definition: JobDefinition<T> = { name, lane, withinSeconds, turnOf: (data) => oneAtATimeFor?.(data) ?? null };
  defined.set(name, definition);
  return definition;
}

/** Every kind of job that has been declared. */
export function definedJobs(): readonly JobDefinition[] {
  return [...defined.values()];
}
