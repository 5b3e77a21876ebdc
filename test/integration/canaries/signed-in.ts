import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import type { Canary } from './canaries.js';
import type { WatchedServer } from './watched-server.js';

/** The secrets of who has opened the product from Vercel. */
export interface VisitSecrets {
  /** What Vercel sent along. */
  readonly codes: readonly Canary[];
  /** What the browser got: its session, and a code for the provider's own dashboard. */
  readonly sessions: readonly Canary[];
  /** What that dashboard got for the code. */
  readonly identities: readonly Canary[];
}

/** A member opens the product from Vercel, goes on to the provider's own dashboard and to pages of ours, tries the code again, and perhaps signs out. */
export async function openProduct(
  server: WatchedServer,
  team: Team,
  { leaves }: { readonly leaves: 'signed in' | 'signed out' },
): Promise<VisitSecrets> {
  const refreshToken = answerExchange(server, team);
  const address = team.openProvider({ path: 'billing' });
  const arrived = await fetch(address, { redirect: 'manual' });
  const [, session = ''] = /stallholder=([\w-]{43})/.exec(arrived.headers.getSetCookie().join()) ?? [];
  const handoff = new URL(arrived.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const identity = await redeem(server, handoff);
  const get = (path: string): Promise<Response> =>
    fetch(server.proxy.url + path, { headers: { cookie: `stallholder=${session}` }, redirect: 'manual' });
  expect((await get(new URL(address).pathname + new URL(address).search)).status).toBe(400);
  await get('/dashboard/billing');
  const [, csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(await (await get('/sso/sign-out')).text()) ?? [];
  if (leaves === 'signed out') await signOut(server, session, csrf);
  const { searchParams } = new URL(address);
  return {
    codes: [
      { name: 'code of Vercel', value: searchParams.get('code') ?? '' },
      { name: 'state of Vercel', value: searchParams.get('state') ?? '' },
      { name: 'refresh token', value: refreshToken },
    ],
    sessions: [
      { name: `session, ${leaves}`, value: session },
      { name: `code of the hand-off, ${leaves}`, value: handoff },
    ],
    identities: [{ name: `identity, ${leaves}`, value: identity }],
  };
}

/** Vercel's own refresh tokens are known to nobody else. */
function answerExchange({ vercel }: WatchedServer, team: Team): string {
  const refreshToken = `canary-refresh-${randomBytes(12).toString('hex')}`;
  const [admin] = team.members.all();
  const token = vercel.tokens.user({ installationId: team.installation().id, userId: admin?.id ?? '', role: 'ADMIN' });
  const body = { id_token: token, access_token: null, token_type: null, refresh_token: refreshToken };
  vercel.faults.add({ on: 'vercel-api', path: /\/sso\/token$/, kind: 'status', status: 200, body, times: 1 });
  return refreshToken;
}

async function redeem({ proxy }: WatchedServer, code: string): Promise<string> {
  const send = (): Promise<Response> =>
    fetch(`${proxy.url}/sso/handoff/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  const { id_token: identity } = (await (await send()).json()) as { id_token: string };
  expect((await send()).status).toBe(400);
  return identity;
}

async function signOut({ proxy }: WatchedServer, session: string, csrf: string): Promise<void> {
  const headers = { cookie: `stallholder=${session}`, 'content-type': 'application/x-www-form-urlencoded' };
  const post = (body: string): Promise<Response> =>
    fetch(`${proxy.url}/sso/sign-out`, { method: 'POST', headers, body, redirect: 'manual' });
  expect((await post(`_csrf=${session}`)).status).toBe(403);
  expect((await post(`_csrf=${csrf}`)).status).toBe(303);
}
