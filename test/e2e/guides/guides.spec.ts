import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyRing } from '../../../src/platform/crypto/index.js';
import { buildOnce, ROOT } from '../../support/built.js';
import { CallbackRelay } from '../../support/provider/index.js';
import { NodeProgram } from '../../support/run-node.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { Reader } from './reader.js';
import { ShellSession } from './shell-session.js';

const ADMIN_KEY = 'admin-key-of-the-tests';
const USAGE_KEY = 'usage-key-of-the-tests';
const GIVEN = { ADMIN_KEY, USAGE_KEY };

const addressesOf = ({ url, vercel }: TestApp): Readonly<Record<string, string>> => ({
  'http://127.0.0.1:3000': url,
  'http://127.0.0.1:4000': vercel.url,
});

describe('somebody who follows, with what ships', () => {
  let folder: string;
  let server: TestApp;
  let reader: Reader;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'guides-'));
    const catalog = path.join(folder, 'catalog.yaml');
    const shipped = readFileSync(path.join(ROOT, 'config/catalog.yaml'), 'utf8');
    writeFileSync(catalog, shipped.replaceAll('driver: postgres', 'driver: memory'));
    server = await startTestApp({ catalog, env: { USAGE_API_KEYS: `tests:${USAGE_KEY}` } });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  const open = (file: string): Reader => (reader = new Reader(file, { given: GIVEN, addresses: addressesOf(server) }));
  afterEach(() => reader.close());

  it('the quick start, to what operators see', async () => {
    open('docs/quick-start.md');
    reader.next('npm ci && npm run sandbox');
    expect(await reader.follow('"name":"Acme"')).toMatch(/"resources":\[\],"state":"installed"/);
    const bought = await reader.follow('"product":"postgres"');
    expect(bought).toContain('"status":"ready"');
    const seen = await reader.follow('admin/v1/resources');
    expect(seen).toMatch(/"state":"active"[^]*"name":"orders"[^]*"state":"ready"/);
    expect(reader.left).toEqual([]);
  });

  it('the guide to connected accounts', async () => {
    open('docs/guides/connected-accounts.md');
    expect(await reader.follow('"source":"marketplace"')).toMatch(/"address":"[^"]+\/callback\?/);
    for (const part of ['S/teams/Acme/connection', 'disable', 'DELETE']) await reader.follow(part);
    expect(reader.left).toEqual([]);
  });

  it('the guide to billing, to the invoice', async () => {
    open('docs/guides/bill-your-customers.md');
    await reader.follow('ADMIN_KEY=');
    await reader.follow('"plan":"pro"');
    await reader.follow('INSTALLATION=');
    expect(await reader.follow('usage/v1/events')).toContain('{"results":[{"id":"e-1","status":"accepted"}]}');
    expect(await reader.follow('billing/preview')).toContain('12.5');
    await reader.follow('"advance":"P32D"');
    await until(async () => (await reader.run('curl -s $VERCEL/teams/Acme/billing')).includes('21.25'));
    expect(await reader.follow('billing/invoices')).toContain('"total":"21.25"');
    expect(reader.left).toEqual([]);
  });
});

describe('the README', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

  it('makes a key for ENCRYPTION_KEYS that the server takes', async () => {
    const [block = ''] = /^ *node -e .*$/m.exec(readme) ?? [];
    const shell = new ShellSession();
    try {
      expect(KeyRing.parse((await shell.run(block)).trim()).currentKeyId).toBe('k1');
    } finally {
      await shell.close();
    }
  });

  it('starts a simulated Vercel with options that it has', async () => {
    await buildOnce();
    const [, options = ''] = /^npm run simulator -- (.*)$/m.exec(readme) ?? [];
    const words = ['dist/libs/vercel-simulator/src/cli.js', ...options.split(' '), '--port', '0'];
    const program = new NodeProgram(words, { cwd: ROOT });
    const told = await program.untilTold(/^Provider .*\n/m);
    program.signal('SIGINT');
    expect(told).toMatch(/^Provider +http:\/\/127\.0\.0\.1:3000$/m);
    expect((await program.ended()).code).toBe(0);
  });
});

describe('somebody who follows, with a product of their own', () => {
  let relay: CallbackRelay;
  let reader: Reader;
  let server: TestApp | undefined;

  beforeAll(async () => {
    relay = await CallbackRelay.start();
    reader = new Reader('docs/guides/add-your-product.md', { addresses: { 'PORT=4100': 'PORT=0' } });
  });
  afterAll(async () => {
    await server?.stop();
    await reader?.close();
    await relay?.stop();
  });

  it('the guide to it, to an open door', async () => {
    await reader.follow('examples/provider-service.js');
    const [, service = ''] = /Listening on (\S+)/.exec(await reader.untilWritten('Listening on')) ?? [];
    relay.to(service);
    reader.next('npm run sandbox');
    const secret = (await reader.run('echo "$HTTP_DRIVER_SECRET"')).trim();
    const env = { HTTP_DRIVER_URL: relay.url, HTTP_DRIVER_SECRET: secret };
    server = await startTestApp({ catalog: 'examples/catalog.yaml', env });
    reader.now({ ...addressesOf(server), 'http://127.0.0.1:4100': service });
    expect(await reader.follow('"product":"door"')).toContain('"status":"pending"');
    await until(async () => (await reader.run('curl -s $S/teams/Acme')).includes('DOOR_KEY'));
    expect(await reader.follow('S/teams/Acme')).toContain('"status":"ready"');
    await reader.follow('$DOOR_URL');
    expect(await reader.follow('webhook-signature')).toContain(' 204 ');
    expect(reader.left).toEqual([]);
  });
});
