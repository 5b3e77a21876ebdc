import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Level, Logger } from 'pino';

import { withTrace, type RequestTrace } from './request-trace.js';
import { pathOf } from './safe-value.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
const VERCEL_ID = /^[A-Za-z0-9:._-]{1,128}$/;
const PATH_LENGTH = 256;

/** What Express and the guards put on a request. */
interface HandledRequest extends IncomingMessage {
  /** Set here, for whoever acts on behalf of the request. */
  id?: string;
  readonly originalUrl?: string;
  readonly route?: { readonly path?: unknown };
  readonly installationId?: string | null;
}

/** How one request ended. */
export interface Answered {
  readonly method: string;
  /** The pattern of the route; `none` where there was no such route. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

interface RequestLogOptions {
  /** Paths, prefix included, whose requests leave no line. */
  readonly silentPaths: ReadonlySet<string>;
  /** Hears of every other request. */
  readonly onAnswered: (answered: Answered) => void;
}

/**
 * Express middleware: names the request, sends its id back, and leaves one line when it has been answered. It stands before
 * the body parsers, so that a refused body has its line as well.
 */
export function requestLog(logger: Logger, { silentPaths, onAnswered }: RequestLogOptions) {
  const lines = logger.child({}, { formatters: { log: asItIs } });
  return (req: HandledRequest, res: ServerResponse, next: () => void): void => {
    const trace: RequestTrace = { requestId: requestIdOf(req), note: {} };
    req.id = trace.requestId;
    res.setHeader('x-request-id', trace.requestId);
    const path = pathOf(req.originalUrl ?? req.url ?? '');
    if (!silentPaths.has(path)) {
      const startedAt = performance.now();
      res.once('close', () => {
        const milliseconds = performance.now() - startedAt;
        lines[levelOf(res)](lineOf(req, res, { path, milliseconds, trace }), 'request');
        onAnswered(answeredOf(req, res, milliseconds / 1_000));
      });
    }
    withTrace(trace, next);
  };
}

/** The fields of this line are safe as they are made; looking through them again would cost more than writing them. */
function asItIs<T extends object>(fields: T): T {
  return fields;
}

function requestIdOf(req: IncomingMessage): string {
  return saneHeader(req, 'x-request-id', REQUEST_ID) ?? randomUUID();
}

function saneHeader(req: IncomingMessage, name: string, pattern: RegExp): string | undefined {
  const value = req.headers[name];
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

function levelOf(res: ServerResponse): Level {
  if (res.statusCode >= 500) return 'error';
  return res.statusCode >= 400 ? 'warn' : 'info';
}

/** Fields that are undefined stay out of the line. */
function lineOf(
  req: HandledRequest,
  res: ServerResponse,
  { path, milliseconds, trace }: { readonly path: string; readonly milliseconds: number; readonly trace: RequestTrace },
): object {
  return {
    requestId: trace.requestId,
    vercelId: saneHeader(req, 'x-vercel-id', VERCEL_ID),
    method: req.method,
    path: path.slice(0, PATH_LENGTH),
    route: routeOf(req),
    status: res.statusCode,
    durationMs: Math.round(milliseconds * 100) / 100,
    installationId: req.installationId ?? undefined,
    aborted: res.writableFinished ? undefined : true,
    ...trace.note,
  };
}

function routeOf(req: HandledRequest): string | undefined {
  const route = req.route?.path;
  return typeof route === 'string' ? route : undefined;
}

function answeredOf(req: HandledRequest, res: ServerResponse, seconds: number): Answered {
  const route = routeOf(req);
  return {
    method: route === undefined ? 'any' : (req.method ?? ''),
    route: route ?? 'none',
    status: res.statusCode,
    seconds,
  };
}
