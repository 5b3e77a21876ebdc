import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { OwnedDatabase } from '../../../src/modules/resources/testing/owned-database.js';
import { Browser } from '../../e2e/sso/support/browser.js';
import { eventually } from '../database/support/eventually.js';
import type { Canary } from './canaries.js';
import type { WatchedServer } from './watched-server.js';

const COOKIE = 'stallholder-account';

/** The secrets of who has imported what he had before. */
export interface ImportSecrets {
  /** What Vercel got for the database. */
  readonly imported: readonly Canary[];
  /** What the browser got for a login that was under way. */
  readonly attempts: readonly Canary[];
  /** What it got for one that was done. */
  readonly accounts: readonly Canary[];
  /** With which the provider's login sent it back. */
  readonly logins: readonly Canary[];
}

/** A customer logs in with the provider's account, tries the same login again, imports a database, and leaves. */
export async function importDatabase(server: WatchedServer): Promise<ImportSecrets> {
  const { issuer, vercel, proxy } = server;
  issuer.subject = randomUUID();
  const own = await OwnedDatabase.make({ kind: 'account', issuer: issuer.url, subject: issuer.subject });
  const [team, browser] = [vercel.team('Importer'), new Browser()];
  await team.install();
  await browser.get(team.openProvider({}));
  const through = (address: string | null): string => address?.replace(/^http:\/\/[^/]+/, proxy.url) ?? '';
  const start = team.startImport({ product: 'postgres' }).address;
  const login = await browser.get(through((await browser.get(start)).location));
  const cookies = await browser.jar.getCookies(proxy.url);
  const attempt = cookies.find(({ key }) => key.startsWith(`${COOKIE}-`))?.value ?? '';
  const callback = (await browser.get(login.location ?? '')).location;
  expect((await browser.get(through(callback))).status).toBe(303);
  expect((await browser.get(through(callback))).status).toBe(400);
  const account = (await browser.cookie(proxy.url, COOKIE)) ?? '';
  const { text } = await browser.get(start);
  const chosen = /value="(postgres\/\d+)"/.exec(text)?.[1] ?? '';
  const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const fields = { ...Object.fromEntries(new URL(start).searchParams), chosen, _csrf: csrf };
  expect((await browser.post(`${proxy.url}/import`, { ...fields, chosen: 'postgres/0' })).status).toBe(409);
  expect((await browser.post(`${proxy.url}/import`, fields)).status).toBe(303);
  const [held] = team.installation().resources.values();
  const secrets = (held?.secrets ?? []).filter(({ name }) => /PASSWORD|URL/.test(name));
  await team.uninstall();
  await eventually(async () => expect(await own.members()).toBe(0));
  await own.drop();
  return {
    imported: secrets.map(({ name, value }) => ({ name: `imported ${name}`, value })),
    attempts: [{ name: 'login that was under way', value: attempt }],
    accounts: [{ name: 'account session', value: account }],
    logins: [{ name: 'code of the account login', value: new URL(callback ?? '').searchParams.get('code') ?? '' }],
  };
}
