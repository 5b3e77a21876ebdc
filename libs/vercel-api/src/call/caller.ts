import { Budgets } from '../budget/budgets.js';
import type { ApiLimits } from '../limits.js';
import type { Failure, Outcome } from '../outcome.js';
import { Breaker } from '../transport/breaker.js';
import type { Exchange } from '../transport/exchange.js';
import { Transport } from '../transport/transport.js';
import type { ApiCall } from './api-call.js';
import { hide } from './hide.js';
import { outcomeOf } from './outcome-of.js';
import { saidWaits } from './waits.js';
import { writeRequest } from './write-request.js';

/** Under which calls without a token are counted. */
const NOBODY = '';
const TOKEN = /^[\x21-\x7e]+$/;

/** What a caller is made of. */
export interface CallerOptions {
  readonly url: string;
  readonly userAgent: string;
  readonly now: () => Date;
  readonly limits: ApiLimits;
}

/** Carries calls out: each is sent once or not at all. */
export class Caller {
  private readonly transport: Transport;
  private readonly breaker: Breaker;
  private readonly budgets: Budgets;

  constructor(private readonly options: CallerOptions) {
    const { limits, now, userAgent } = options;
    this.transport = new Transport(userAgent, limits);
    this.breaker = new Breaker(limits.breakerFailures, limits.breakerPauseMs);
    this.budgets = new Budgets(limits.callsPerSecond, now);
  }

  /** Carries a call out; every failure is in the outcome. */
  async call<Value>(call: ApiCall<Value>): Promise<Outcome<Value>> {
    const token = call.access?.token.reveal() ?? null;
    if (token !== null && !TOKEN.test(token)) return invalid('the token cannot stand in a header');
    const written = await writeRequest(this.options.url, call);
    if (!written.ok) return invalid(written.why);
    const refused = this.refusal(call);
    if (refused !== null) return refused;
    const exchange = await this.breaker.run(() => this.transport.send(written.request, token));
    if (exchange === null) return breakerOpen(this.breaker.refusesForMs());
    return hide(this.judge(call, exchange), [token ?? '', ...(call.hidden ?? [])]);
  }

  /** Closes all connections. */
  close(): Promise<void> {
    return this.transport.close();
  }

  private refusal({ access, endpoint }: ApiCall<unknown>): Failure | null {
    const pause = this.breaker.refusesForMs();
    if (pause > 0) return breakerOpen(pause);
    const wait = this.budgets.takeOrWaitMs(access?.installationId ?? NOBODY, endpoint);
    if (wait === 0) return null;
    return { kind: 'retry', code: 'over_budget', message: `the budget of ${endpoint} is used up`, afterMs: wait };
  }

  private judge<Value>(call: ApiCall<Value>, exchange: Exchange): Outcome<Value> {
    const now = this.options.now().getTime();
    const outcome = outcomeOf(call, exchange, now);
    if (exchange.kind !== 'answered') return outcome;
    const { usedUp, resetAfterMs } = saidWaits(exchange.headers, now);
    const over = outcome.kind === 'retry' && outcome.status === 429 ? outcome.afterMs : undefined;
    const pause = over ?? (usedUp ? resetAfterMs : undefined);
    if (pause !== undefined) this.budgets.hold(call.access?.installationId ?? NOBODY, call.endpoint, pause);
    return outcome;
  }
}

function invalid(why: string): Failure {
  return { kind: 'final', code: 'invalid_request', message: why };
}

function breakerOpen(afterMs: number): Failure {
  return { kind: 'retry', code: 'breaker_open', message: 'the host has been failing; nothing was sent', afterMs };
}
