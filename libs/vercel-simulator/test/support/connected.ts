import type { ConnectFlow, Team } from '#libs/vercel-simulator';
import { type Running, start } from './start.js';

/** A team that has connected the integration, and its token. */
export interface Connected extends Running {
  readonly team: Team;
  readonly flow: ConnectFlow;
  readonly token: string;
  /** Calls the REST core under the token, with the team's id. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<RestAnswer>;
}

/** An answer of the REST core. */
export interface RestAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Starts a simulator with a connected team; the clock stands. */
export async function startConnected(wish: Partial<Parameters<Team['connect']>[0]> = {}): Promise<Connected> {
  const running = await start({ now: () => new Date('2026-01-15T12:00:00Z') });
  const team = running.sim.team('Acme');
  const flow = team.connect({ source: 'marketplace', ...wish });
  const token = String((await exchange(running, flow)).body['access_token']);
  const teamId = team.connection.configuration().teamId;
  const call = async (method: string, path: string, body?: unknown): Promise<RestAnswer> => {
    const url = new URL(path, running.sim.url);
    if (teamId !== null && !url.searchParams.has('teamId')) url.searchParams.set('teamId', teamId);
    return restCall(url.href, { method, token, body });
  };
  return { ...running, team, flow, token, call };
}

/** Exchanges the code of a flow; fields of the form may be replaced. */
export function exchange({ sim }: Running, flow: ConnectFlow, other: Record<string, string> = {}): Promise<RestAnswer> {
  const client = { client_id: 'oac_test', client_secret: 'secret' };
  const form = new URLSearchParams({ ...client, code: flow.code, redirect_uri: flow.redirectUri, ...other });
  return answerOf(fetch(`${sim.url}/v2/oauth/access_token`, { method: 'POST', body: form }));
}

/** Calls the REST core exactly as told. */
export function restCall(
  url: string,
  { method = 'GET', token, body }: { readonly method?: string; readonly token: string; readonly body?: unknown },
): Promise<RestAnswer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return answerOf(fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }));
}

/** The code of an error body. */
export function codeOf({ body }: RestAnswer): unknown {
  return (body['error'] as Record<string, unknown> | undefined)?.['code'];
}

async function answerOf(sent: Promise<Response>): Promise<RestAnswer> {
  const response = await sent;
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
