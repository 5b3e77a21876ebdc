import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Check, Finding } from '../../../src/cli/doctor/check.js';
import { judgeSkew } from '../../../src/cli/doctor/clock.check.js';
import { diagnose } from '../../../src/cli/doctor/doctor.js';
import { examine } from '../../../src/cli/doctor/examine.js';
import { faultOf } from '../../../src/cli/doctor/reach.js';
import { readSettings } from '../../../src/platform/config/index.js';
import { buildOnce, ROOT } from '../../support/built.js';
import { runNode } from '../../support/run-node.js';
import { Shop } from '../../support/shop/index.js';
import { testEnvironment } from '../../support/test-environment.js';

/** Nothing listens there, and it is not among the ports that fetch never calls. */
const UNUSED = 'http://127.0.0.1:2';

describe('the doctor', () => {
  let shop: Shop;
  let folder: string;

  beforeAll(async () => {
    shop = await Shop.open();
    await (await shop.tenant()).buy();
    folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
  });
  afterAll(async () => {
    await shop.close();
    rmSync(folder, { recursive: true });
  });

  function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { databaseUrl, vercel, url } = shop.server;
    const CATALOG_FILE = 'test/support/shop/catalog.yaml';
    return { ...testEnvironment(databaseUrl, vercel), PUBLIC_URL: url, CATALOG_FILE, ...changes };
  }

  async function found(changes: Readonly<Record<string, string>> = {}): Promise<Record<string, Finding>> {
    const findings = await diagnose(() => readSettings(environment(changes)));
    return Object.fromEntries(findings.map((finding) => [finding.check, finding]));
  }

  function failures(findings: Readonly<Record<string, Finding>>): readonly string[] {
    return Object.values(findings).flatMap(({ check, outcome }) => (outcome === 'failed' ? [check] : []));
  }

  describe('as a program', () => {
    beforeAll(buildOnce, 600_000);

    it('ends with 0 beside a healthy server, has a verdict on everything, and shows no secret', async () => {
      const env = environment();
      const { code, stdout, stderr } = await runNode(['dist/src/cli.js', '--json', 'doctor'], { cwd: ROOT, env });
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const findings = JSON.parse(stdout) as readonly Finding[];
      expect(findings.filter(({ outcome, advice }) => outcome === 'warning' && advice === '')).toEqual([]);
      expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(findings.find(({ check }) => check === 'sealed values')).toMatchObject({ outcome: 'ok' });
      for (const name of ['INTEGRATION_CLIENT_SECRET', 'ENCRYPTION_KEYS', 'ADMIN_API_KEYS']) {
        expect(stdout).not.toContain(env[name]);
      }
    });

    it('ends with 1 where the configuration is at fault, and tells every fault by its name and no more', async () => {
      const env = environment({ PUBLIC_URL: 'here', PORT: 'many' });
      const { code, stdout, stderr } = await runNode(['dist/src/cli.js', 'doctor'], { cwd: ROOT, env });
      expect(code).toBe(1);
      expect(stderr).toBe('2 failed\n');
      expect(stdout).toMatch(/^configuration +failed +PUBLIC_URL /m);
      expect(stdout).toMatch(/^configuration +failed +PORT /m);
      expect(stdout).not.toMatch(/^database/m);
    });
  });

  it('tells of a database that is down, and goes on with what needs none', async () => {
    const findings = await found({ DATABASE_URL: 'postgres://somebody:hidden-word@127.0.0.1:1/none' });
    expect(failures(findings)).toEqual(['database']);
    expect(findings['migrations']).toMatchObject({ outcome: 'not checked', seen: 'needs: database' });
    expect(findings['sealed values']).toMatchObject({ outcome: 'not checked' });
    expect(findings['key set']).toMatchObject({ outcome: 'ok' });
    expect(JSON.stringify(findings)).not.toContain('hidden-word');
  });

  it('names migrations that are missing, and those of another version', async () => {
    const [{ name } = { name: '' }] = await shop.sql<{ name: string }>(
      'SELECT name FROM schema_migrations ORDER BY name DESC LIMIT 1',
    );
    await shop.sql(`UPDATE schema_migrations SET name = 'Tomorrow' WHERE name = $1`, [name]);
    const behind = await found();
    await shop.sql(`INSERT INTO schema_migrations (timestamp, name) VALUES (1, $1)`, [name]);
    const between = await found();
    await shop.sql(`DELETE FROM schema_migrations WHERE name = 'Tomorrow'`);
    expect(failures(behind)).toEqual(['migrations']);
    expect(behind['migrations']?.seen).toContain(name);
    expect(between['migrations']).toMatchObject({ outcome: 'warning', seen: '1 of another version: Tomorrow' });
  });

  it('tells what keeps it from the key set, and from Vercel', async () => {
    const wrong = await found({ VERCEL_OIDC_JWKS_URL: `${shop.server.vercel.url}/nowhere` });
    expect(failures(wrong)).toEqual(['key set']);
    expect(wrong['key set']?.seen).toMatch(/answered 404/);
    const other = await found({ VERCEL_OIDC_ALGORITHMS: 'ES256' });
    expect(other['key set']?.advice).toMatch(/VERCEL_OIDC_ALGORITHMS/);
    const gone = await found({ VERCEL_API_URL: UNUSED, PUBLIC_URL: UNUSED });
    expect(failures(gone)).toEqual(['Vercel API', 'public URL']);
    expect(gone['public URL']).toMatchObject({ seen: 'nothing listens there (connection refused)' });
    expect(gone["Vercel's clock"]).toMatchObject({ outcome: 'not checked' });
  });

  it('tells every fault of the catalog, and plans that are gone although somebody is on them', async () => {
    const file = path.join(folder, 'catalog.yaml');
    writeFileSync(file, 'billing: never\nperiod: anniversary\nproducts: []\n');
    const bad = await found({ CATALOG_FILE: file });
    expect(failures(bad)).toEqual(['catalog']);
    expect(bad['catalog']?.seen).toContain('billing');
    expect(bad['plans in use']).toMatchObject({ outcome: 'not checked' });
    const other = await found({ CATALOG_FILE: 'config/catalog.yaml' });
    expect(failures(other)).toEqual(['plans in use']);
    expect(other['plans in use']?.seen).toBe('gone, but in use: shop/free (1)');
  });

  it('warns of secrets that are examples or too many, and fails where a key is missing', async () => {
    const { 'webhook secret': example } = await found({ INTEGRATION_CLIENT_SECRET: 'example-client-secret' });
    expect(example).toMatchObject({ outcome: 'warning', seen: 'is an example' });
    const { 'webhook secret': several } = await found({
      INTEGRATION_CLIENT_SECRET: `${'a'.repeat(32)},${'b'.repeat(32)}`,
    });
    expect(several?.seen).toMatch(/^2 are accepted/);
    const without = await found({ ENCRYPTION_KEYS: `other:${Buffer.alloc(32, 7).toString('base64')}` });
    expect(failures(without)).toEqual(['sealed values']);
    expect(without['encryption keys']).toMatchObject({ outcome: 'warning' });
  });
});

describe('a verdict', () => {
  it.each([
    [0, 0, 'ok'],
    [-1_900, 0, 'ok'],
    [-2_100, 0, 'warning'],
    [29_000, 0, 'warning'],
    [31_000, 0, 'failed'],
    [31_000, 2_000, 'warning'],
    [60_000, 60_000, 'ok'],
  ])('on a clock that is %i ms off, measured to within %i, is %s', (skew, uncertain, outcome) => {
    expect(judgeSkew(skew, uncertain)).toMatchObject({ outcome });
  });

  it.each([
    [{ name: 'TypeError', cause: { code: 'ENOTFOUND' } }, 'name'],
    [{ name: 'TypeError', cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }, 'certificate'],
    [{ name: 'TypeError', cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } }, 'certificate'],
    [{ name: 'TimeoutError' }, 'time-out'],
    [{ name: 'TypeError', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } }, 'time-out'],
    [{ name: 'TypeError', cause: { errors: [{ code: 'ECONNREFUSED' }] } }, 'refused'],
    [{ name: 'TypeError', cause: { code: 'UND_ERR_SOCKET' } }, 'connection'],
  ])('on a request that failed with %j is %s', (error, fault) => {
    expect(faultOf(error)).toBe(fault);
  });

  it('is had from checks that never end or break, and not from those that need them', async () => {
    const checks: readonly Check[] = [
      { name: 'endless', look: () => new Promise(() => undefined) },
      {
        name: 'broken',
        look: () => {
          throw new Error('It broke');
        },
      },
      { name: 'later', needs: 'broken', look: () => ({ outcome: 'ok', seen: '', advice: '' }) },
    ];
    const findings = await examine(checks, {} as never, 20);
    expect(findings.map(({ check, outcome, seen }) => `${check}: ${outcome}, ${seen}`)).toEqual([
      'endless: failed, no verdict within 0.02 seconds',
      'broken: failed, It broke',
      'later: not checked, needs: broken',
    ]);
  });
});
