import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 50;

/** Tries an assertion until it holds; its last failure is thrown when it has not held in time. */
export async function eventually(assertion: () => Promise<void>, withinMs = 20_000): Promise<void> {
  for (const started = Date.now(); ;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() - started > withinMs) throw error;
      await pause(PAUSE_MS);
    }
  }
}
