import { setTimeout as pause } from 'node:timers/promises';
import type { Book } from '../book.js';
import type { Findings } from '../findings.js';
import type { Stage } from '../stage.js';

/** What all who make traffic have in common. */
export interface Ground {
  readonly stage: Stage;
  readonly book: Book;
  readonly findings: Findings;
  /** When it is over. */
  readonly over: AbortSignal;
}

/** Does something again and again, with a pause of so many milliseconds on average, until it is over; what fails is a finding. */
export async function again(
  { over, findings }: Ground,
  name: string,
  pauseMs: number,
  act: () => Promise<void>,
): Promise<void> {
  while (!over.aborted) {
    try {
      await act();
    } catch (error) {
      findings.add(`${name} failed`, error instanceof Error ? error.message : String(error));
    }
    await pause(pauseMs * (0.5 + Math.random()));
  }
}

/** One of them, if there is any. */
export function anyOf<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)];
}
