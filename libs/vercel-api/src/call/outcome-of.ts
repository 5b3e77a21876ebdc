import { PUBLISHED } from '../budget/published.js';
import type { Failure, Outcome } from '../outcome.js';
import type { Answered, Breakage, Exchange } from '../transport/exchange.js';
import type { ApiCall } from './api-call.js';
import { readRefusal, type VercelRefusal } from './error-body.js';
import { boundedWait, saidWaits } from './waits.js';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;
const DISABLED = 'integration_configuration_disabled';
const COME_AGAIN = new Set([408, 425]);

/** What an exchange means for its call. */
export function outcomeOf<Value>(call: ApiCall<Value>, exchange: Exchange, now: number): Outcome<Value> {
  if (exchange.kind === 'not-sent') return { kind: 'retry', code: exchange.why, message: 'the request was not sent' };
  if (exchange.kind === 'lost') return uncertain(call, exchange.why, SILENCE[exchange.why]);
  if (exchange.status >= 200 && exchange.status < 300) return successOf(call, exchange);
  if (exchange.status === 429) return tooMany(call, exchange, now);
  if (exchange.status >= 400 && exchange.status < 500) return refused(call, exchange, now);
  return unanswered(call, exchange, now);
}

const SILENCE: Readonly<Record<Breakage, string>> = {
  connection_failed: 'no connection',
  connection_lost: 'the connection broke before the answer was whole',
  timed_out: 'the answer did not come in time',
  answer_too_large: 'the answer was larger than allowed',
};

/** A 2xx of any kind is a success after the effect; what can be missing is the value. */
function successOf<Value>(call: ApiCall<Value>, answer: Answered): Outcome<Value> {
  const { status, broken } = answer;
  if (isForeign(answer)) return uncertain(call, 'answer_unreadable', 'the answer is not JSON', { status });
  if (call.read === undefined) return { kind: 'done', value: undefined as Value };
  if (broken !== undefined) return uncertain(call, broken, SILENCE[broken], { status });
  const json = parse(answer.text);
  const value = json.ok ? call.read(json.value) : null;
  if (value !== null) return { kind: 'done', value };
  return uncertain(call, 'answer_unreadable', 'the answer lacks what is relied on', { status });
}

function isForeign({ headers, text, broken }: Answered): boolean {
  const type = headers['content-type'];
  return type === undefined ? false : !JSON_TYPE.test(type) && (text !== '' || broken !== undefined);
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (text === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function tooMany(call: ApiCall<unknown>, answer: Answered, now: number): Failure {
  const said = saidWaits(answer.headers, now);
  const refusal = readRefusal(answer.text);
  const body = refusal?.resetMs === undefined ? undefined : boundedWait(refusal.resetMs - now);
  const window = PUBLISHED[call.endpoint].seconds * 1000;
  const afterMs = said.retryAfterMs ?? body ?? said.resetAfterMs ?? window;
  const { code = 'rate_limited', message = 'too many requests' } = refusal ?? {};
  return { kind: 'retry', status: 429, code, message, afterMs };
}

/** A 4xx is final only as Vercel's own word; a proxy's page is not, and it had no effect either way. */
function refused(call: ApiCall<unknown>, answer: Answered, now: number): Failure {
  const { status } = answer;
  const refusal = readRefusal(answer.text);
  const after = afterOf(answer, now);
  if (refusal === null)
    return {
      kind: 'retry',
      status,
      code: 'answer_unreadable',
      message: `${status} without Vercel's error body`,
      ...after,
    };
  const { code, message } = refusal;
  if (COME_AGAIN.has(status)) return { kind: 'retry', status, code, message, ...after };
  return { kind: kindOf(call, status, refusal), status, code, message };
}

function kindOf(
  call: ApiCall<unknown>,
  status: number,
  refusal: VercelRefusal,
): 'final' | 'installation-gone' | 'installation-disabled' {
  if (call.access === null) return 'final';
  if (status === 401 || status === 410) return 'installation-gone';
  if (status === 403 && refusal.code === DISABLED) return 'installation-disabled';
  if (status === 403 && refusal.invalidToken) return 'installation-gone';
  return status === 404 && call.namesInstallationAlone ? 'installation-gone' : 'final';
}

/** 5xx, redirects and what no API answers: nobody knows how far the request came. */
function unanswered(call: ApiCall<unknown>, answer: Answered, now: number): Failure {
  const { status } = answer;
  const said = { status, ...afterOf(answer, now) };
  if (status < 500) return uncertain(call, 'redirected', `answered by ${status}, which is not followed`, said);
  const { code = 'server_error', message = `answered by ${status}` } = readRefusal(answer.text) ?? {};
  return uncertain(call, code, message, said);
}

function uncertain(
  call: ApiCall<unknown>,
  code: string,
  message: string,
  said: { readonly status?: number; readonly afterMs?: number } = {},
): Failure {
  return { kind: call.repeatable ? 'retry' : 'unknown-outcome', code, message, ...said };
}

function afterOf(answer: Answered, now: number): { readonly afterMs?: number } {
  const { retryAfterMs } = saidWaits(answer.headers, now);
  return retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
}
