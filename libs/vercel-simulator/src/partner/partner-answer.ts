import type { IncomingHttpHeaders } from 'node:http';
import { checkPartnerAnswer } from '#libs/vercel-contract';
import type { HttpAnswer } from './http-call.js';

/** What a provider answered; `faults` are its breaches of the contract, `body` is undefined when none came. */
export interface PartnerAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly attempts: number;
  readonly faults: readonly string[];
}

/** Reads an answer and holds it against the contract. */
export function readAnswer(method: string, path: string, answer: HttpAnswer, attempts: number): PartnerAnswer {
  const { status, headers, text } = answer;
  const contentType = headers['content-type'];
  const body = method === 'HEAD' || text === '' ? undefined : parse(text, contentType);
  const typed = contentType === undefined ? {} : { contentType };
  const untyped = body !== undefined && contentType === undefined ? ['the body has no content type'] : [];
  const faults = [...checkPartnerAnswer({ method, path, status, body, ...typed }), ...untyped];
  return { status, body, headers, attempts, faults };
}

function parse(text: string, contentType: string | undefined): unknown {
  if (contentType?.startsWith('application/jsonl') === true) return text.split('\n').filter(Boolean).map(parseJson);
  return parseJson(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
