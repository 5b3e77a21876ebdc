import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from 'cockatiel';
import type { Exchange } from './exchange.js';

const PROBE_MS = 1_000;

/** Keeps calls away from a host that does not answer or answers 5xx only, and lets single probes find out when it is back. */
export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private openedAt = 0;

  constructor(
    failures: number,
    private readonly pauseMs: number,
  ) {
    const sick = handleWhenResult((exchange) => isSick(exchange as Exchange));
    this.policy = circuitBreaker(sick, { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: pauseMs });
    // cockatiel measures its pause with Date.now, so does this.
    this.policy.onBreak(() => void (this.openedAt = Date.now()));
  }

  /** Milliseconds for which a call would be refused; 0 when it may go out, if only as the probe. */
  refusesForMs(): number {
    if (this.policy.state === CircuitState.HalfOpen) return PROBE_MS;
    if (this.policy.state !== CircuitState.Open) return 0;
    return Math.max(0, this.openedAt + this.pauseMs - Date.now());
  }

  /** Runs an exchange and learns from it; nothing is run and null returned when another call took the probe first. */
  async run(exchange: () => Promise<Exchange>): Promise<Exchange | null> {
    try {
      return await this.policy.execute(exchange);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return null;
      throw error;
    }
  }
}

function isSick(exchange: Exchange): boolean {
  return exchange.kind !== 'answered' || exchange.status >= 500;
}
