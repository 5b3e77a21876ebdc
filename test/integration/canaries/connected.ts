import { expect } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import type { Canary } from './canaries.js';
import type { WatchedServer } from './watched-server.js';

/** The secrets of who has connected an account by the redirect flow. */
export interface ConnectSecrets {
  /** What binds the way to Vercel and back to the browser. */
  readonly starts: readonly Canary[];
  /** What the browser goes on with. */
  readonly flows: readonly Canary[];
  /** What Vercel gave: codes, one of which nobody has exchanged yet, and a token. */
  readonly lent: readonly Canary[];
}

/** A person connects an account from outside, up to the variables of a project; another one has only just arrived. */
export async function connectAccount(server: WatchedServer): Promise<ConnectSecrets> {
  const { vercel, proxy } = server;
  const team = vercel.team('Meridian');
  const project = team.projects.add('site');
  const started = await get(`${proxy.url}/connect/start`);
  const [begun = ''] = started.headers.getSetCookie();
  const [startCookie = ''] = begun.split(';');
  const [, start = ''] = startCookie.split('=');
  const state = new URL(started.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const external = openPopup(server, team, { source: 'external', state });
  const flow = cookieOf(await get(external.address, startCookie), 'stallholder-connect');
  const cookie = `stallholder-connect=${flow}`;
  const page = await (await get(`${proxy.url}/connect/setup`, cookie)).text();
  const body = new URLSearchParams({ project: project.id, resource: 'new postgres free', name: 'linked' });
  body.append('targets', 'production');
  for (const name of ['_csrf', 'key'])
    body.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '');
  const post = { method: 'POST', body, headers: { cookie }, redirect: 'manual' } as const;
  expect((await fetch(`${proxy.url}/connect/links`, post)).status).toBe(303);
  expect(team.projects.variables('site').length).toBeGreaterThan(0);
  const waiting = openPopup(server, team, { source: 'marketplace' });
  const arrived = cookieOf(await get(waiting.address), 'stallholder-connect');
  const [token = ''] = team.connection.configuration().tokens;
  return {
    starts: [named('cookie of a start', start), named('state of ours', state)],
    flows: [named('cookie of a flow', flow), named('cookie of an arrival', arrived)],
    lent: [named('code', external.code), named('code that waits', waiting.code), named('token of an account', token)],
  };
}

/** Opened at the address that the server knows itself by, and called through the proxy. */
function openPopup(
  { vercel, proxy, publicUrl }: WatchedServer,
  team: Team,
  wish: Parameters<Team['connect']>[0],
): { readonly address: string; readonly code: string } {
  vercel.usePartner(publicUrl);
  const { address, code } = team.connect({ ...wish, path: '/connect/callback' });
  vercel.usePartner(proxy.url);
  return { address: address.replace(publicUrl, proxy.url), code };
}

const named = (name: string, value: string): Canary => ({ name, value });

function get(url: string, cookie = ''): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers: { cookie } });
}

function cookieOf(answer: Response, name: string): string {
  return new RegExp(`${name}=([\\w-]{43})`).exec(answer.headers.getSetCookie().join())?.[1] ?? '';
}
