import { Agent, type Dispatcher } from 'undici';
import { Clock } from '../../src/platform/clock/index.js';

interface Waiting {
  readonly dueMs: number;
  readonly deliver: () => void;
}

/** How a simulated Vercel answers: after how long, and how many of a hundred calls by 429 and by 500 each. */
export interface Answering {
  readonly afterMs: number;
  readonly percent: number;
}

const LOOK_AGAIN_MS = 1;
const HUNDRED = 100;
const SPOKEN = {
  429: {
    retryAfter: '5',
    text: JSON.stringify({ error: { code: 'too_many_requests', message: 'Rate limit exceeded' } }),
  },
  500: { text: JSON.stringify({ error: { code: 'internal_server_error', message: 'An unexpected error' } }) },
  201: { text: '' },
} as const;

/**
 * Time that passes as it is while this process or its database works, and that is skipped while all there is to do is to wait for answers
 * or for what is put off. The clock of the app goes by it, which all SQL takes its time from.
 */
export class SimulatedTime {
  private skippedMs = 0;
  private readonly waiting: Waiting[] = [];
  private isRunning = false;

  /** `isBusy`: whether the database is at work. */
  constructor(private readonly isBusy: () => boolean) {}

  /** Milliseconds since some instant. */
  nowMs(): number {
    return performance.now() + this.skippedMs;
  }

  skip(milliseconds: number): void {
    this.skippedMs += milliseconds;
  }

  /** Has the app's clock go by it. */
  adopt(): void {
    const [now, inSeconds] = [Clock.prototype.now, Clock.prototype.inSeconds];
    const skipped = (at: Date): Date => new Date(at.getTime() + this.skippedMs);
    Clock.prototype.now = function later(this: Clock): Date {
      return skipped(now.call(this));
    };
    Clock.prototype.inSeconds = function later(this: Clock, seconds: number): Date {
      return skipped(inSeconds.call(this, seconds));
    };
  }

  /** In the place of the network: requests are made and answers read as ever, and nothing is sent. */
  answerAll({ afterMs, percent }: Answering): void {
    let asked = 0;
    const answer = (handler: Dispatcher.DispatchHandler): boolean => {
      asked += 1;
      const turn = asked % HUNDRED;
      const status = turn < percent ? 429 : turn < 2 * percent ? 500 : 201;
      handler.onRequestStart?.(UNBREAKABLE, null);
      this.waiting.push({ dueMs: this.nowMs() + afterMs, deliver: () => speak(handler, status) });
      return true;
    };
    Agent.prototype.dispatch = (_options, handler) => answer(handler);
  }

  start(): void {
    this.isRunning = true;
    setImmediate(() => this.look('busy'));
  }

  stop(): void {
    this.isRunning = false;
  }

  /** Skips to the next answer when nothing has happened between two looks; all take equally long, so the first is the next. */
  private look(before: 'busy' | 'idle'): void {
    if (!this.isRunning) return;
    const told = this.deliver();
    const [next] = this.waiting;
    if (this.isBusy() || told > 0 || next === undefined) return void setTimeout(() => this.look('busy'), LOOK_AGAIN_MS);
    if (before === 'idle') this.skip(Math.max(0, next.dueMs - this.nowMs()));
    setImmediate(() => this.look('idle'));
  }

  private deliver(): number {
    let told = 0;
    while ((this.waiting[0]?.dueMs ?? Infinity) <= this.nowMs()) {
      this.waiting.shift()?.deliver();
      told += 1;
    }
    return told;
  }
}

function speak(handler: Dispatcher.DispatchHandler, status: keyof typeof SPOKEN): void {
  const { text, ...rest } = SPOKEN[status];
  const wait = 'retryAfter' in rest ? { 'retry-after': rest.retryAfter } : {};
  handler.onResponseStart?.(UNBREAKABLE, status, { 'content-type': 'application/json', ...wait }, '');
  if (text !== '') handler.onResponseData?.(UNBREAKABLE, Buffer.from(text));
  handler.onResponseEnd?.(UNBREAKABLE, {});
}

/** Nothing is on its way that could be broken off. */
const UNBREAKABLE: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  rawHeaders: null,
  rawTrailers: null,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};
