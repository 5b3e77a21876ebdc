import { createHmac } from 'node:crypto';
import type { Answer } from '../http/json-answer.js';
import { callHttp, NoAnswer } from '../partner/http-call.js';

const TIMEOUT_MS = 10_000;

interface TestBody {
  readonly delivery: {
    readonly endpoint: string | { readonly traces: string };
    readonly headers?: Readonly<Record<string, string>>;
    readonly secret?: string;
  };
}

/** `POST /v1/drains/test`: sends one line to the endpoint, signed like any delivery, and tells what came of it. */
export async function testDelivery(body: unknown): Promise<Answer> {
  const { endpoint, headers = {}, secret } = (body as TestBody).delivery;
  const url = typeof endpoint === 'string' ? endpoint : endpoint.traces;
  const failure = await deliver(url, headers, secret);
  return { status: 200, body: failure === undefined ? {} : { status: 'error', error: failure, endpoint: url } };
}

async function deliver(url: string, own: object, secret: string | undefined): Promise<string | undefined> {
  const body = JSON.stringify([{ id: 'test', message: 'This is a test', type: 'stdout', source: 'build' }]);
  const signed =
    secret === undefined ? {} : { 'x-vercel-signature': createHmac('sha1', secret).update(body).digest('hex') };
  const headers = { 'content-type': 'application/json', ...own, ...signed };
  try {
    const { origin, pathname, search } = new URL(url);
    const call = { method: 'POST', path: `${pathname}${search}`, headers, body, timeoutMs: TIMEOUT_MS };
    const { status } = await callHttp(origin, call);
    return status < 300 ? undefined : `the endpoint answered ${status}`;
  } catch (cause) {
    if (cause instanceof NoAnswer || cause instanceof TypeError) return cause.message;
    throw cause;
  }
}
