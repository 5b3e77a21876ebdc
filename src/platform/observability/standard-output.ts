import { pino, type DestinationStream } from 'pino';

/** Held back at most, in characters. */
const LONGEST_WAIT = 8_192;

/**
 * Standard output with one write for all lines of a turn of the event loop, since under load the system call costs more than
 * the line. An error that ends the process loses none; only a kill can take the lines of its last turn along.
 */
export function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, minLength: LONGEST_WAIT });
  let flushing: NodeJS.Immediate | null = null;
  const flush = (): void => {
    flushing = null;
    output.flushSync();
  };
  process.once('exit', flush);
  return {
    write: (line) => {
      output.write(line);
      flushing ??= setImmediate(flush);
    },
  };
}
