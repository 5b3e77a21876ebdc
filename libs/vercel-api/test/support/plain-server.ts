import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VercelApi, type ApiLimits } from '#libs/vercel-api';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server that answers as it is told, knows no rule and announces no limit. */
export interface PlainServer {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** Connections opened so far, and open at the same time at most. */
  readonly connections: { opened: number; most: number };
  readonly stop: () => Promise<void>;
}

/** Answers a request. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts one; without more it answers `{}`. */
export async function startPlain(
  answering: Answering = (_, response) => json(response, 200, {}),
): Promise<PlainServer> {
  const arrived: Arrived[] = [];
  const connections = { opened: 0, most: 0 };
  let open = 0;
  const server = createServer((request, response) => {
    arrived.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    request.resume().on('end', () => answering(request, response));
  });
  server.on('connection', (socket) => {
    connections.opened += 1;
    open += 1;
    connections.most = Math.max(connections.most, open);
    socket.on('close', () => (open -= 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, arrived, connections, stop };
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A client of any server, on a clock that stands. */
export function clientOf(url: string, limits: Partial<ApiLimits> = {}): VercelApi {
  return new VercelApi({ url, userAgent: 'stallholder-test', now: () => new Date(0), limits });
}

/** Access to an installation under a token that is not secret. */
export const ACCESS = { installationId: 'icfg_test', token: { reveal: () => 'token-1' } } as const;
