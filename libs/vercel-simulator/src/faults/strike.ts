import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, refusal } from '../http/json-answer.js';
import { bodyText, writeAnswer, writeHead, writeText } from '../http/write-answer.js';
import { type Fault, STRIKES_BEFORE } from './fault.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>';
const OVERSIZE = 16 * 1024 * 1024;
const NOWHERE = 'http://127.0.0.1:1/elsewhere';

/** Writes what `answer` makes, bent by a fault; faults that strike before never let it be made. */
export async function answerUnder(
  fault: Fault | undefined,
  response: ServerResponse,
  answer: () => Promise<Answer> | Answer,
): Promise<Answer> {
  if (fault !== undefined && STRIKES_BEFORE.has(fault.kind)) return strikeBefore(fault, response);
  const made = await answer();
  const headed = { ...made, headers: { ...made.headers, ...fault?.headers } };
  if (fault === undefined) writeAnswer(response, headed);
  else await strikeAfter(fault, response, headed);
  return headed;
}

function strikeBefore(fault: Fault, response: ServerResponse): Answer {
  const answer = bentAnswer(fault);
  const headed = { ...answer, headers: { ...answer.headers, ...fault.headers } };
  if (fault.kind === 'cut-before') response.destroy();
  else if (fault.kind === 'html') writeText(response, headed, HTML, 'text/html; charset=utf-8');
  else if (fault.kind !== 'hang') writeAnswer(response, headed);
  return headed;
}

function bentAnswer(fault: Fault): Answer {
  if (fault.kind === 'html') return { status: fault.status ?? 502 };
  if (fault.kind === 'redirect') return { status: fault.status ?? 307, headers: { location: NOWHERE } };
  if (fault.kind === 'empty') return { status: 200, body: { keys: [] } };
  if (fault.kind !== 'status') return { status: 0 };
  return answerOnDemand(fault);
}

function answerOnDemand({ status = 503, body }: Fault): Answer {
  if (body === undefined) return refusalFor(status);
  return body === null ? { status } : { status, body };
}

function refusalFor(status: number): Answer {
  if (status === 429) return refusal(429, 'too_many_requests', 'Rate limit exceeded');
  return status >= 500
    ? refusal(status, 'internal_server_error', 'An unexpected internal error occurred')
    : refusal(status, CODES[status] ?? 'bad_request', `The request was answered by ${status} on demand`);
}

const CODES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
};

async function strikeAfter(fault: Fault, response: ServerResponse, answer: Answer): Promise<void> {
  const text = bodyText(answer) || '{"ok":true}';
  if (fault.kind === 'cut-after') response.destroy();
  else if (fault.kind === 'half-json')
    writeText(response, { ...answer, status: 200 }, text.slice(0, text.length / 2), JSON_TYPE);
  else if (fault.kind === 'oversize')
    writeText(response, { ...answer, status: 200 }, text.padEnd(fault.bytes ?? OVERSIZE), JSON_TYPE);
  else if (fault.kind === 'status-after')
    writeAnswer(response, { ...answerOnDemand(fault), headers: answer.headers ?? {} });
  else await trickle(response, answer, fault.pauseMs ?? 1000);
}

async function trickle(response: ServerResponse, answer: Answer, pauseMs: number): Promise<void> {
  const text = bodyText(answer);
  writeHead(response, answer, text, JSON_TYPE);
  response.flushHeaders();
  for (const byte of Buffer.from(text)) {
    await pause(pauseMs, undefined, { ref: false });
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
  }
  response.end();
}
