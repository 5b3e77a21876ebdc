import { type IncomingHttpHeaders, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';

/** One HTTP exchange with a provider; the path goes onto the wire as it is given. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  readonly timeoutMs: number;
}

/** An answer before anything was made of it. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** No answer came: the connection failed, broke off, or the time ran out. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Sends a call below a base URL (its path prefix included) and reads the answer whole; throws NoAnswer. */
export function callHttp(baseUrl: string, call: HttpCall): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const fail = (cause: Error): void => reject(new NoAnswer(`${call.method} ${call.path}: ${cause.message}`, { cause }));
  const base = new URL(baseUrl);
  const signal = AbortSignal.timeout(call.timeoutMs);
  const outgoing = opener(base)(base, optionsOf(base, call, signal), (incoming) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', fail);
    incoming.on('end', () => {
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        text: Buffer.concat(chunks).toString('utf8'),
      });
    });
  });
  outgoing.on('error', fail);
  outgoing.end(call.body);
  return promise;
}

function opener(base: URL): typeof requestHttp {
  return base.protocol === 'https:' ? requestHttps : requestHttp;
}

function optionsOf(base: URL, call: HttpCall, signal: AbortSignal): RequestOptions {
  const length = call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) };
  return {
    method: call.method,
    path: base.pathname.replace(/\/$/, '') + call.path,
    headers: { ...length, ...call.headers },
    signal,
  };
}
