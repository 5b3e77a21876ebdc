import fc from 'fast-check';
import type { ApiDocument, Described } from './described.js';
import { type Draft, draftsOf } from './draw/drafts.js';
import { CONCURRENCY, RUNS, SEED } from './extent.js';
import type { Ground, Subject } from './grounds/ground.js';
import type { Judge } from './judge.js';
import { asCurl, type Request, type Wire } from './wire.js';

const SHRINK_MS = 20_000;
/** Vercel bounds how often it is asked about one installation: after so many requests it is another one's turn. */
const REQUESTS_OF_ONE = 100;

/** Where the requests of one document go, and what is asked of their answers. */
export interface Range {
  readonly document: ApiDocument;
  readonly ground: Ground;
  readonly wire: Wire;
  readonly judge: Judge;
}

/** What came of all requests to an operation. */
export interface Outcome {
  /** A report of the first that was answered wrongly. */
  readonly fault: string | null;
  readonly sent: number;
  /** How many of them succeeded, and how many were refused; what was meant for another operation is neither. */
  readonly done: number;
  readonly refused: number;
}

/** What the requests of one shooter are about. */
interface Target {
  subject: Subject;
}

/** All requests to one operation. */
export class Shooting {
  private sent = 0;
  private done = 0;
  private refused = 0;
  private readonly property: fc.IAsyncProperty<[Draft]>;

  constructor(
    private readonly range: Range,
    private readonly operation: Described,
  ) {
    const { document, ground } = range;
    const around = { document, known: ground.known, callers: ground.callersOf(operation) };
    const target = this.target();
    this.property = fc.asyncProperty(draftsOf(operation, around), async (draft) => {
      const fault = await this.faultOf(draft, await target());
      if (fault !== null) throw new Error(fault);
    });
  }

  /** Sends them all, some at once. */
  async outcome(): Promise<Outcome> {
    const drafts = fc.sample(this.property, { seed: SEED, numRuns: RUNS });
    const queue = [...drafts.entries()];
    let first: { readonly index: number; readonly fault: string } | null = null;
    const shoot = async (target: Target): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && first === null; next = queue.shift()) {
        const [index, [draft]] = next;
        const fault = await this.faultOf(draft, target);
        if (fault !== null) first ??= { index, fault };
      }
    };
    await Promise.all((await this.targets()).map(shoot));
    const { sent, done, refused } = this;
    return { fault: first === null ? null : await this.shrunk(first), sent, done, refused };
  }

  /** What is used up belongs to one shooter alone; the others would only hear that it is gone. */
  private async targets(): Promise<readonly Target[]> {
    const isShared = !this.range.ground.isUsedUp(this.operation);
    const shared = this.target();
    return Promise.all(Array.from({ length: CONCURRENCY }, () => (isShared ? shared() : this.target()())));
  }

  /** Made when it is asked for first. */
  private target(): () => Promise<Target> {
    let made: Promise<Target> | undefined;
    return () => (made ??= this.range.ground.subjectFor(this.operation).then((subject) => ({ subject })));
  }

  /** The smallest request found that is answered wrongly, or the first where that needed what was before it. */
  private async shrunk({ index, fault }: { readonly index: number; readonly fault: string }): Promise<string> {
    const { counterexample } = await fc.check(this.property, {
      seed: SEED,
      path: String(index),
      interruptAfterTimeLimit: SHRINK_MS,
    });
    const smallest = counterexample === null ? null : await this.faultOf(counterexample[0], await this.target()());
    return `seed ${SEED}, request ${index}\n${smallest ?? fault}`;
  }

  private async faultOf(draft: Draft, target: Target): Promise<string | null> {
    const { ground, wire, judge } = this.range;
    const request = this.filled(draft, target.subject);
    const answer = await wire.send(request);
    const [fault] = judge.faults(request, answer);
    this.count(draft, answer.status);
    const isGone = draft.method === 'DELETE' || ground.isUsedUp(this.operation);
    if ((answer.status < 300 && isGone) || this.sent % REQUESTS_OF_ONE === 0)
      target.subject = await ground.subjectFor(this.operation);
    return fault === undefined ? null : `${fault}\n${asCurl(wire.url, request)}`;
  }

  private count({ method }: Draft, status: number): void {
    this.sent += 1;
    if (method !== this.operation.method) return;
    if (status < 300) this.done += 1;
    if (status >= 400) this.refused += 1;
  }

  private filled(draft: Draft, subject: Subject): Request {
    const path = fill(draft.path, subject, encodeURIComponent);
    const query = fill(draft.query, subject, encodeURIComponent);
    const body = draft.body === null ? null : fill(draft.body, subject, String);
    const headers = { ...draft.headers, ...this.range.ground.signed(draft.caller, { subject, body }) };
    return { method: draft.method, path: query === '' ? path : `${path}?${query}`, headers, body };
  }
}

function fill(text: string, subject: Subject, encode: (value: string) => string): string {
  return text.replaceAll(/\{\{([\w.-]+)\}\}/g, (_all, name: string) => encode(subject[name] ?? 'none'));
}
