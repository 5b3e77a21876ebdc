import { isDeepStrictEqual } from 'node:util';
import { VercelCore } from '@vercel/sdk/core.js';
import { HTTPClient } from '@vercel/sdk/lib/http.js';
import type { ApiCall } from './api-call.js';
import { plainRequest, type Written } from './plain-request.js';

/**
 * Lets the SDK write the request of a call that does not come with one. It is handed an empty answer and its own verdict ignored: it takes one success status
 * only, throws on values it does not know, and invents missing ones, so answers are read by us.
 */
export async function writeRequest(serverURL: string, call: ApiCall<unknown>): Promise<Written> {
  if (call.ids.some(isNoSegment)) return { ok: false, why: 'an id is empty or a dot segment' };
  const { write } = call;
  if (typeof write !== 'function') return plainRequest(serverURL, write);
  let captured: Request | undefined;
  const fetcher = (input: string | URL | Request): Promise<Response> => {
    captured = input instanceof Request ? input : new Request(input);
    return Promise.resolve(new Response(null, { status: 400 }));
  };
  try {
    await write(new VercelCore({ serverURL, httpClient: new HTTPClient({ fetcher }) }));
  } catch {
    return REFUSED;
  }
  return captured === undefined ? REFUSED : wireRequest(captured, call.body);
}

const REFUSED: Written = { ok: false, why: 'the SDK refuses the request' };

async function wireRequest(captured: Request, given: object | undefined): Promise<Written> {
  const base = { method: captured.method, url: new URL(captured.url) };
  if (given === undefined) return { ok: true, request: base };
  const wanted = JSON.stringify(given);
  const written = { ...JSON.parse(await captured.text()), ...nullsOf(given) };
  // The SDK strips keys that it does not know, without a word.
  if (!isDeepStrictEqual(written, JSON.parse(wanted))) return { ok: false, why: 'the SDK would alter the request' };
  return { ok: true, request: { ...base, body: wanted } };
}

/** A body without its null values: the SDK refuses them, and they are laid over what it wrote. */
export function withoutNulls<Body extends object>(body: Body): { [Key in keyof Body]: Exclude<Body[Key], null> } {
  const kept = Object.entries(body).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as { [Key in keyof Body]: Exclude<Body[Key], null> };
}

function nullsOf(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value === null));
}

function isNoSegment(id: string): boolean {
  return id === '' || id === '.' || id === '..';
}
