import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Vercel that takes whatever it is told, as slowly as it is asked to be. */
export interface SlowVercel {
  readonly url: string;
  /** Calls that it has taken. */
  taken(): number;
  close(): Promise<void>;
}

/** Each call is answered so many milliseconds after it has come. */
export async function startSlowVercel(answersAfterMs: number): Promise<SlowVercel> {
  let taken = 0;
  const server = createServer((request, response) => {
    const answer = (): void => {
      taken += 1;
      response.writeHead(201, { 'content-type': 'application/json' }).end();
    };
    request.resume().on('end', () => setTimeout(answer, answersAfterMs));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => taken,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
