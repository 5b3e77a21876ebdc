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

interface RequestLogOptions {
  /** Paths, prefix included, whose requests leave no line. */
  readonly silentPaths: ReadonlySet<string>;
}

/**
 * Express middleware: names the request, sends its id back, and leaves one line when it has been answered. It stands before
 * the body parsers, so that a refused body has its line as well.
 */
export function requestLog(logger: Logger, { silentPaths }: RequestLogOptions) {
  const lines = logger.child({}, { formatters: { log: asItIs } });
  return (req: HandledRequest, res: ServerResponse, next: () => void): void => {
    const trace: RequestTrace = { requestId: requestIdOf(req), note: {} };
    req.id = trace.requestId;
    res.setHeader('x-request-id', trace.requestId);
    const path = pathOf(req.originalUrl ?? req.url ?? '');
    if (!silentPaths.has(path)) {
      const startedAt = performance.now();
      res.once('close', () => lines[levelOf(res)](lineOf(req, res, path, startedAt, trace), 'request'));
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
  path: string,
  startedAt: number,
  trace: RequestTrace,
): object {
  const route = req.route?.path;
  return {
    requestId: trace.requestId,
    vercelId: saneHeader(req, 'x-vercel-id', VERCEL_ID),
    method: req.method,
    path: path.slice(0, PATH_LENGTH),
    route: typeof route === 'string' ? route : undefined,
    status: res.statusCode,
    durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
    installationId: req.installationId ?? undefined,
    aborted: res.writableFinished ? undefined : true,
    ...trace.note,
  };
}
