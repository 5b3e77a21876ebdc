import { pino, type DestinationStream } from 'pino';

let only: DestinationStream | undefined;

/**
 * Standard output, one for the process, with one write for all lines of a turn of the event loop, since under load the system call costs
 * more than the line. An error that ends the process loses none; only a kill can take the lines of its last turn along.
 */
export function standardOutput(): DestinationStream {
  only ??= gathered();
  return only;
}

function gathered(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let pending = '';
  const flush = (): void => {
    if (pending === '') return;
    const lines = pending;
    pending = '';
    output.write(lines);
  };
  process.once('exit', () => {
    flush();
    output.flushSync();
  });
  return {
    write: (line) => {
      if (pending === '') setImmediate(flush);
      pending += line;
    },
  };
}
