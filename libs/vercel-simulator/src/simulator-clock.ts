import { durationMs } from './duration.js';

/** Vercel's clock: a source of time and an offset that can be moved forward. */
export class SimulatorClock {
  private offsetMs = 0;

  constructor(private readonly source: () => Date) {}

  /** The simulated instant. */
  now(): Date {
    return new Date(this.source().getTime() + this.offsetMs);
  }

  /** The simulated instant in whole seconds since the epoch, as tokens count. */
  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** Moves the clock forward by an ISO 8601 duration. */
  advance(duration: string): Date {
    this.offsetMs += durationMs(duration);
    return this.now();
  }
}
