import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes one request; what it throws is answered by 500. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A running HTTP server. */
export interface Listening {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Listens on a port (0: a free one) and answers until stopped; stopping cuts what is still open. */
export async function listen(listener: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    listener(request, response).catch((cause: unknown) => answerFailure(response, cause));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { url: `http://${reachable(host)}:${portOf(server)}`, stop: () => close(server) };
}

/** Whoever listens on every address is called by the machine's own name for itself. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function answerFailure(response: ServerResponse, cause: unknown): void {
  if (response.destroyed) return;
  if (response.headersSent) return void response.destroy();
  const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code: 'internal_server_error', message } }));
}
