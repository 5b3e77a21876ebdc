import type { Server } from 'node:http';
import type { RequestHandler } from 'express';

/** A caller that needs longer for its headers, or for a whole request, holds a socket and gives nothing for it. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** Longer than the 60 s after which load balancers let go of an idle connection, so that none sends into a closed one. */
const KEEP_ALIVE_MS = 72_000;
const MAX_CONNECTIONS = 10_000;

/** Bounds what slow, idle or too many connections can hold. */
export function limitConnections(server: Server): void {
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxConnections = MAX_CONNECTIONS;
}

/** Ends each connection with its next answer once `isEnding`, so that the server does not have to cut what is kept open. */
export function closeConnectionsWhen(isEnding: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isEnding()) response.set('Connection', 'close');
    next();
  };
}
