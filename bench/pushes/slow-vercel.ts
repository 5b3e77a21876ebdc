import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const HUNDRED = 100;
const REFUSED = { error: { code: 'too_many_requests', message: 'Rate limit exceeded' } };
const BROKEN = { error: { code: 'internal_server_error', message: 'An unexpected error' } };

/** A Vercel that takes whatever it is told, as slowly as it is asked to be. */
export interface SlowVercel {
  readonly url: string;
  /** Calls that it has taken. */
  taken(): number;
  close(): Promise<void>;
}

/** `percent`: of 100 calls so many are answered by 429 and as many by 500. */
export async function startSlowVercel(answersAfterMs: number, percent: number): Promise<SlowVercel> {
  let [asked, taken] = [0, 0];
  const server = createServer((request, response) => {
    asked += 1;
    const turn = asked % HUNDRED;
    const answer = (): void => {
      const status = turn < percent ? 429 : turn < 2 * percent ? 500 : 201;
      if (status === 201) taken += 1;
      const wait = status === 429 ? { 'retry-after': '5' } : {};
      response.writeHead(status, { 'content-type': 'application/json', ...wait });
      response.end(status === 201 ? undefined : JSON.stringify(status === 429 ? REFUSED : BROKEN));
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
