import { createServer, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import { refuseUnreadable } from './client-error.js';

/** Bounds of what slow, idle or too many connections can hold, in milliseconds. */
interface ConnectionLimits {
  readonly headers: number;
  readonly request: number;
  readonly keepAlive: number;
  /** For so long a connection may stand still while it is answered; longer than any request takes. */
  readonly still: number;
  /** How often the two first are looked at. */
  readonly check: number;
  readonly connections: number;
}

/** An idle connection is kept longer than the 60 s after which load balancers let go of it: none sends into a closed one. */
const LIMITS: ConnectionLimits = {
  headers: 10_000,
  request: 30_000,
  keepAlive: 72_000,
  still: 60_000,
  check: 2_000,
  connections: 10_000,
};

/** A server whose callers get their time and no more, and which refuses what is not HTTP with the usual error body. */
export function boundedServer(listener: RequestListener, limits: ConnectionLimits = LIMITS): Server {
  const server = createServer({ connectionsCheckingInterval: limits.check }, listener);
  server.headersTimeout = limits.headers;
  server.requestTimeout = limits.request;
  server.keepAliveTimeout = limits.keepAlive;
  server.timeout = limits.still;
  server.maxConnections = limits.connections;
  refuseUnreadable(server);
  return server;
}

/** Tells of whom the server has let go: there were too many connections, or a request or the reading of its answer took too long. */
export function noteShed(server: Server, note: (why: 'connections' | 'slow') => void): void {
  server.on('drop', () => note('connections'));
  server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'ERR_HTTP_REQUEST_TIMEOUT') note('slow');
  });
  server.on('timeout', (socket: Socket) => {
    const isAnswered = Reflect.get(socket, '_httpMessage') instanceof ServerResponse;
    if (isAnswered) note('slow');
    socket.destroy();
  });
}

/** Ends each connection with its next answer once `isEnding`, so that the server does not have to cut what is kept open. */
export function closeConnectionsWhen(isEnding: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isEnding()) response.set('Connection', 'close');
    next();
  };
}
