import { randomUUID } from 'node:crypto';
import { checkPartnerRequest } from '#libs/vercel-contract';
import type { Violation } from '../record/recorded-call.js';
import { callHttp, type HttpAnswer, type HttpCall, NoAnswer } from './http-call.js';
import { type PartnerAnswer, readAnswer } from './partner-answer.js';
import { DEFAULT_RETRY, isTransient, pauseBefore, type RetryOptions } from './retry.js';

/** A call as Vercel makes it; a write without a key gets a fresh one, null sends none. */
export interface PartnerCall {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  readonly token: string;
  readonly kind: 'user' | 'system';
  readonly idempotencyKey?: string | null;
}

/** A request of any shape; nothing is added to it and it is not repeated. */
export type RawCall = Omit<HttpCall, 'timeoutMs' | 'body'> & { readonly body?: unknown; readonly timeoutMs?: number };

/** Puts calls on the wire as Vercel does, repeats them, and notes what breaks the contract. */
export class PartnerSender {
  private baseUrl: string | undefined;

  constructor(
    private readonly violations: Violation[],
    private readonly retry: RetryOptions = DEFAULT_RETRY,
  ) {}

  /** Points the calls at a provider's base URL, path prefix included. */
  pointAt(baseUrl: string): void {
    this.baseUrl = baseUrl;
  }

  /** The provider's base URL, when there is one. */
  known(): string | undefined {
    return this.baseUrl;
  }

  /** The provider's base URL; throws while there is none. */
  target(): string {
    if (this.baseUrl === undefined) throw new Error('no provider yet: give the simulator a partner URL');
    return this.baseUrl;
  }

  /** Makes a call; throws NoAnswer when no attempt was answered. */
  async send(call: PartnerCall): Promise<PartnerAnswer> {
    refuseOwnMistakes(call);
    const path = call.path + queryText(call.query);
    const { answer, attempts } = await this.repeat({ ...wire(call), path, timeoutMs: this.retry.timeoutMs });
    const read = readAnswer(call.method, path, answer, attempts);
    const { status, faults } = read;
    if (faults.length > 0) this.violations.push({ side: 'partner-answer', method: call.method, path, status, faults });
    return read;
  }

  /** Sends a request of any shape once; its faults are told, not recorded. */
  async raw(call: RawCall): Promise<PartnerAnswer> {
    const { body, ...rest } = call;
    const text =
      body === undefined
        ? {}
        : { body: Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await callHttp(this.target(), { timeoutMs: this.retry.timeoutMs, ...rest, ...text });
    return readAnswer(call.method, call.path, answer, 1);
  }

  private async repeat(call: HttpCall): Promise<{ readonly answer: HttpAnswer; readonly attempts: number }> {
    for (let attempts = 1; ; attempts += 1) {
      const last = attempts >= this.retry.attempts;
      const answer = await this.attempt(call, last);
      if (answer && (last || !isTransient(answer.status))) return { answer, attempts };
      await pauseBefore(attempts, answer?.headers['retry-after'], this.retry);
    }
  }

  /** An attempt without an answer is undefined, the last one throws. */
  private async attempt(call: HttpCall, last: boolean): Promise<HttpAnswer | undefined> {
    try {
      return await callHttp(this.target(), call);
    } catch (error) {
      if (last || !(error instanceof NoAnswer)) throw error;
      return undefined;
    }
  }
}

function refuseOwnMistakes(call: PartnerCall): void {
  const faults = checkPartnerRequest(call);
  if (faults.length > 0) throw new TypeError(`Vercel would not send ${call.method} ${call.path}: ${faults.join('; ')}`);
}

function wire(call: PartnerCall): Pick<HttpCall, 'method' | 'headers' | 'body'> {
  const key = call.idempotencyKey === undefined ? randomUUID() : call.idempotencyKey;
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${call.token}`,
    'x-vercel-auth': call.kind,
    ...(call.method === 'GET' || key === null ? {} : { 'idempotency-key': key }),
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return { method: call.method, headers, ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }) };
}

function queryText(query: PartnerCall['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query))
    [values].flat().forEach((value) => parameters.append(name, value));
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
