import { Session } from 'node:inspector/promises';

/**
 * Collects what a start leaves behind, as V8 does when memory runs low: syntax trees, compiled code that ran once, half-empty pages.
 * A server that nobody calls would keep all of it, since V8 looks for garbage only while something allocates.
 */
export async function settleMemory(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
