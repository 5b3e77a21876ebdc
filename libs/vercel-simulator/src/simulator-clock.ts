import { durationMs } from './duration.js';

/** Vercel's clock: a source of time and an offset that can be moved forward. */
export class SimulatorClock {
  private offsetMs = 0;
  private readonly listeners: (() => void)[] = [];
  private readonly leaving: (() => void)[] = [];

  constructor(private readonly source: () => Date) {}

  /** The simulated instant. */
  now(): Date {
    return new Date(this.source().getTime() + this.offsetMs);
  }

  /** The simulated instant in whole seconds since the epoch, as tokens count. */
  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** Calls back whenever the clock has been moved. */
  onAdvance(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Calls back whenever the clock is about to be moved, still at the old time. */
  beforeAdvance(listener: () => void): void {
    this.leaving.push(listener);
  }

  /** Moves the clock forward by an ISO 8601 duration. */
  advance(duration: string): Date {
    const ms = durationMs(duration);
    for (const listener of this.leaving) listener();
    this.offsetMs += ms;
    for (const listener of this.listeners) listener();
    return this.now();
  }
}
