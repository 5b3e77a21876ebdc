import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import type { RawCall, Team } from '#libs/vercel-simulator';
import { withClient } from '../../support/postgres/admin.js';
import { eventually } from '../database/support/eventually.js';
import type { Canary } from './canaries.js';
import { connectAccount, type ConnectSecrets } from './connected.js';
import { openProduct, type VisitSecrets } from './signed-in.js';
import { importDatabase, type ImportSecrets } from './imported.js';
import type { WatchedServer } from './watched-server.js';

type Headers = Readonly<Record<string, string>>;

const fresh = (kind: string): string => `canary-${kind}-${randomBytes(12).toString('hex')}`;

/** The secrets of one customer; `database` and what came in its place, `rotated`, come from the driver, `console` are typed or read there. */
export interface CustomerSecrets extends VisitSecrets, ImportSecrets, ConnectSecrets {
  readonly accessTokens: readonly Canary[];
  readonly database: readonly Canary[];
  readonly rotated: readonly Canary[];
  readonly console: readonly Canary[];
  /** What was sent where no secret belongs. */
  readonly misplaced: readonly Canary[];
}

/** Plays all that a customer does, mistakes and an outage of the product included. */
export async function playCustomerLife(server: WatchedServer): Promise<CustomerSecrets> {
  const team = server.vercel.team('Acme');
  const installation = await team.install();
  const purchase = { product: 'postgres', plan: 'pro', name: 'orders' };
  const keyed = { idempotencyKey: fresh('key') };
  const resource = await team.provision(purchase, keyed);
  await team.provision(purchase, keyed);
  const rotated = await team.rotate(resource.id, { delayHours: 1, reason: 'to see both' });
  await team.plans('postgres');
  await team.listResources();
  await team.rename(resource.id, 'orders-2');
  await team.changePlan(resource.id, 'free');
  await team.renewCredentials();
  const console = await useConsole(team, resource.id);
  const visit = await openProduct(server, team, { leaves: 'signed out' });
  const misplaced = await makeMistakes(server, team, resource.id);
  await meetOutage(server, team, resource.id);
  await measure(server, resource.id);
  await lookAround(server);
  await team.uninstall();
  await eventually(async () => expect(await leftOver(server)).toBe(0));
  const own = await importDatabase(server);
  const connected = await connectAccount(server);
  const { kept, visit: staying } = await stay(server);
  return {
    ...own,
    ...connected,
    accessTokens: installation.accessTokens.map((value, n) => ({ name: `access token ${n + 1}`, value })),
    database: [...resource.secrets.filter(isSecret), ...kept],
    rotated: rotated.secrets.filter(isSecret).map(({ name, value }) => ({ name: `rotated ${name}`, value })),
    console,
    misplaced,
    codes: [...visit.codes, ...staying.codes],
    sessions: [...visit.sessions, ...staying.sessions],
    identities: [...visit.identities, ...staying.identities],
  };
}

/** A customer who stays, and has taken over what she has: the tables hold her sealed credentials when they are searched. */
async function stay(server: WatchedServer): Promise<{ kept: readonly Canary[]; visit: VisitSecrets }> {
  const [team, target] = [server.vercel.team('Nadir'), server.vercel.team('Zenith')];
  await Promise.all([team.install(), target.install()]);
  const { id, secrets } = await team.provision({ product: 'postgres', plan: 'pro', name: 'kept' });
  await team.transfer([id], target);
  const kept = secrets.filter(isSecret).map(({ name, value }) => ({ name: `kept ${name}`, value }));
  return { kept, visit: await openProduct(server, team, { leaves: 'signed in' }) };
}

function isSecret({ name }: Canary): boolean {
  return /PASSWORD|URL/.test(name);
}

async function useConsole(team: Team, id: string): Promise<readonly Canary[]> {
  const [typed, failed] = [fresh('typed'), fresh('failed')];
  await team.repl(id, `CREATE TABLE notes AS SELECT '${typed}' AS typed, upper('${typed}') AS note`);
  await team.repl(id, 'SELECT * FROM notes', { readOnly: true });
  await team.repl(id, `SELECT * FROM "${failed}"`);
  await team.repl(id, `DELETE FROM notes WHERE note = '${failed}'`, { readOnly: true });
  return [
    { name: 'console input', value: typed },
    { name: 'console output', value: typed.toUpperCase() },
    { name: 'failed console input', value: failed },
  ];
}

/** Requests that are refused, each with a secret where it makes the refusal tempting to quote. */
async function makeMistakes(server: WatchedServer, team: Team, resourceId: string): Promise<readonly Canary[]> {
  const { id } = team.installation();
  const secret = fresh('misplaced');
  const path = `/v1/installations/${id}`;
  const authorization = `Bearer ${server.vercel.tokens.user({ installationId: id, role: 'ADMIN' })}`;
  const json = { authorization, 'content-type': 'application/json' };
  const send = (method: string, to: string, headers: Headers, body?: unknown): Promise<void> =>
    refused(server, { method, path: to, headers, ...(body === undefined ? {} : { body }) });
  await send('PUT', path, json, { credentials: { access_token: [secret], token_type: 'Bearer' }, scopes: secret });
  await send('PUT', path, json, `{"credentials":{"access_token":"${secret}"`);
  await send('POST', `${path}/resources`, json, { productId: secret, name: secret.repeat(20), [secret]: secret });
  await send('POST', `${path}/resources`, { ...json, 'idempotency-key': secret.repeat(8) }, {});
  await send('POST', `${path}/resources/${resourceId}/repl`, json, { input: secret.repeat(2_000) });
  await send('PATCH', path, { ...json, 'content-type': 'text/plain' }, secret);
  for (const scheme of ['Bearer', 'Basic', 'Digest']) await send('GET', path, { authorization: `${scheme} ${secret}` });
  await send('GET', `${path}?token=${secret}`, {});
  await send('GET', `/nowhere?code=${secret}`, { cookie: `session=${secret}` });
  await send('GET', '/admin/v1/installations', { authorization: `Bearer ${secret}` });
  for (const { token, sendable } of server.vercel.badTokens(id)) {
    if (!sendable) continue;
    await server.vercel.partner.raw({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
  }
  return [{ name: 'misplaced secret', value: secret }];
}

/** The product goes away under a provisioning, a console and a removal, whose job fails and is tried again. */
async function meetOutage(server: WatchedServer, team: Team, id: string): Promise<void> {
  const { id: installationId } = team.installation();
  const other = await team.provision({ product: 'postgres', plan: 'pro', name: 'second' });
  const path = `/v1/installations/${installationId}/resources`;
  const authorization = `Bearer ${server.vercel.tokens.user({ installationId, role: 'ADMIN' })}`;
  const post = { method: 'POST', headers: { authorization, 'content-type': 'application/json' } };
  const third = { productId: 'postgres', billingPlanId: 'pro', name: 'third', metadata: {} };
  await server.product.begin();
  await refused(server, { ...post, path: `${path}/${other.id}/repl`, body: { input: 'SELECT 1' } });
  await refused(server, { ...post, path, body: third });
  await team.remove(id);
  await eventually(async () => expect(await failedJobs(server)).toBeGreaterThan(0));
  await server.product.end();
}

/** What the provider's meter tells, once under its key and once under another. */
async function measure(server: WatchedServer, subject: string): Promise<void> {
  const common = { specversion: '1.0', id: 'reading-1', source: '/meters/1', type: 'compute' };
  const body = { ...common, subject, time: new Date().toISOString(), data: { value: '1.5' } };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${server.usageKey}` };
  const post = { method: 'POST', path: '/usage/v1/events', body, headers };
  const told = await server.vercel.partner.raw(post);
  expect(told).toMatchObject({ status: 200, body: { results: [{ status: 'accepted' }] } });
  await refused(server, { ...post, headers: { ...headers, authorization: `Basic ${server.usageKey}` } });
}

/** What operators and monitoring read. */
async function lookAround(server: WatchedServer): Promise<void> {
  const operator = { authorization: `Bearer ${server.adminKey}` };
  for (const path of ['installations', 'resources']) {
    const call = { method: 'GET', path: `/admin/v1/${path}`, headers: operator };
    expect((await server.vercel.partner.raw(call)).status).toBe(200);
  }
  for (const path of ['/health/ready', '/metrics', '/docs/partner.json', '/docs/admin.json']) {
    await server.vercel.partner.raw({ method: 'GET', path, headers: {} });
  }
}

async function refused(server: WatchedServer, call: RawCall): Promise<void> {
  expect((await server.vercel.partner.raw(call)).status).toBeGreaterThanOrEqual(400);
}

function failedJobs(server: WatchedServer): Promise<number> {
  return count(server, 'SELECT count(*)::int AS n FROM pgboss.job WHERE retry_count > 0 OR output IS NOT NULL');
}

/** What the outage kept from being made is looked at again only when no request can be at work on it any more. */
function leftOver(server: WatchedServer): Promise<number> {
  return count(server, `SELECT count(*)::int AS n FROM resources WHERE state <> 'removed' AND name <> 'third'`);
}

async function count(server: WatchedServer, text: string): Promise<number> {
  return withClient(server.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(text);
    return rows[0]?.n ?? 0;
  });
}
