import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CheckFailed, shown } from './check-failed.js';

const LIMIT_MS = 20_000;
const POLL_MS = 50;

/** Collects what was found to be true, each as a claim in words; the first that is not ends the step. */
export class Checks {
  readonly held: string[] = [];
  /** Blocks of text to look at, such as tables. */
  readonly exhibits: string[] = [];

  /** Shows a block of text below what was found to be true. */
  show(text: string): void {
    this.exhibits.push(text);
  }

  /** Compares deeply. */
  same(claim: string, came: unknown, expected: unknown): void {
    this.that(claim, came, shown(expected), (value) => isDeepStrictEqual(value, expected));
  }

  like(claim: string, came: string | undefined, pattern: RegExp): void {
    this.that(claim, came, String(pattern), (text) => pattern.test(text ?? ''));
  }

  /** `expected` says in words what the rule asks for. */
  that<T>(claim: string, came: T, expected: string, rule: (came: T) => boolean): void {
    if (!rule(came)) throw new CheckFailed(claim, expected, shown(came));
    this.held.push(claim);
  }

  /** Looks until the text fits, for twenty seconds at most. */
  async soonLike(claim: string, look: () => Promise<string>, pattern: RegExp): Promise<void> {
    const deadline = Date.now() + LIMIT_MS;
    let came = await look();
    while (!pattern.test(came) && Date.now() < deadline) {
      await pause(POLL_MS);
      came = await look();
    }
    this.like(claim, came, pattern);
  }
}
