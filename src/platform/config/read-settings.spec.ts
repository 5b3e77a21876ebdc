import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { BadConfiguration, readSettings } from './index.js';
import { DEVELOPMENT, encryptionKey, PRODUCTION } from './testing/environments.js';

describe('settings', () => {
  it('need no more than the public URL, the integration and a key', () => {
    const settings = readSettings(DEVELOPMENT);
    expect(settings).toMatchObject({
      isProduction: false,
      role: 'all',
      logLevel: 'info',
      catalogFile: 'config/catalog.yaml',
      postgresDriverUrl: null,
      adminKeys: [],
      database: { url: null, migrationUrl: null, embeddedDir: '.data/postgres', poolSize: 10 },
      http: { port: 3000, metricsPort: 9464, pathPrefix: '', trustProxy: 0, shutdownDelaySeconds: 4 },
      vercel: {
        apiUrl: 'https://api.vercel.com',
        dashboardUrl: 'https://vercel.com',
        issuer: 'https://marketplace.vercel.com',
        jwksUrl: 'https://marketplace.vercel.com/.well-known/jwks',
        algorithms: ['RS256'],
      },
    });
  });

  it('take an empty text for a variable that is not set', () => {
    const settings = readSettings({ ...DEVELOPMENT, PORT: '', DATABASE_URL: '', ADMIN_API_KEYS: '' });
    expect([settings.http.port, settings.database.url, settings.adminKeys]).toEqual([3000, null, []]);
  });

  it.each(['https://acme.dev/help?from=vercel#form', 'mailto:help+vercel@acme.dev'])(
    'name the support that customers write to: %s',
    (supportUrl) => {
      expect(readSettings({ ...DEVELOPMENT, SUPPORT_URL: supportUrl }).supportUrl).toBe(supportUrl);
      expect(readSettings(DEVELOPMENT).supportUrl).toBeNull();
    },
  );

  it('keep the order of client secrets, the newest first', () => {
    const { clientSecrets } = readSettings(DEVELOPMENT).integration;
    expect(clientSecrets.map((secret) => secret.reveal())).toEqual(['newest-secret', 'older-secret']);
  });

  it('seal with the first encryption key and open with all', () => {
    const keys = `new:${encryptionKey(2)},old:${encryptionKey(1)}`;
    const { keyRing } = readSettings({ ...DEVELOPMENT, ENCRYPTION_KEYS: keys });
    expect(keyRing.currentKeyId).toBe('new');
    expect(keyRing.keyOf('old').export().toString('base64')).toBe(encryptionKey(1));
  });

  it('hold admin keys only as digests, with their scopes', () => {
    const keys = 'ops:0123456789abcdef, viewer[read+operate]:fedcba9876543210';
    const { adminKeys } = readSettings({ ...DEVELOPMENT, ADMIN_API_KEYS: keys });
    expect(adminKeys.map(({ name, scopes }) => [name, scopes])).toEqual([
      ['ops', null],
      ['viewer', ['read', 'operate']],
    ]);
    expect(adminKeys[0]?.digest).toEqual(createHash('sha256').update('0123456789abcdef').digest());
    expect(inspect(adminKeys, { depth: 9 })).not.toContain('0123456789abcdef');
  });

  it("know the provider's service by its URL and the secrets shared with it, newest first", () => {
    const url = 'https://product.example/stallholder/';
    const secret = `whsec_${encryptionKey(3)},a-former-secret-as-text`;
    const { httpDriver } = readSettings({ ...DEVELOPMENT, HTTP_DRIVER_URL: url, HTTP_DRIVER_SECRET: secret });
    expect(httpDriver?.url).toBe('https://product.example/stallholder');
    expect(httpDriver?.secrets.map((one) => one.reveal()).join()).toBe(secret);
    expect(readSettings(DEVELOPMENT).httpDriver).toBeNull();
  });

  it('migrate and provision on the app database where nothing else is named', () => {
    const { database, postgresDriverUrl } = readSettings({ ...DEVELOPMENT, DATABASE_URL: 'postgres://a@h/d' });
    expect(database.migrationUrl?.reveal()).toBe('postgres://a@h/d');
    expect(postgresDriverUrl?.reveal()).toBe('postgres://a@h/d');
  });

  it.each([
    ['https://acme.dev', 'https://acme.dev', ''],
    ['https://acme.dev/', 'https://acme.dev', ''],
    ['https://ACME.dev:443/vercel/', 'https://acme.dev/vercel', '/vercel'],
    ['https://acme.dev/a/b-c_d', 'https://acme.dev/a/b-c_d', '/a/b-c_d'],
  ])('read the public URL %s as %s with the prefix "%s"', (written, publicUrl, pathPrefix) => {
    expect(readSettings({ ...DEVELOPMENT, PUBLIC_URL: written }).http).toMatchObject({ publicUrl, pathPrefix });
  });

  it.each([
    ['2', 2],
    ['loopback, 10.0.0.0/8,fd00::/8', ['loopback', '10.0.0.0/8', 'fd00::/8']],
  ])('trust the proxies %s', (written, trusted) => {
    expect(readSettings({ ...DEVELOPMENT, TRUST_PROXY: written }).http.trustProxy).toEqual(trusted);
  });

  it('leave a variable alone that only resembles a known one', () => {
    expect(() => readSettings({ ...DEVELOPMENT, DATABSE_URL: 'x', PORTS: 'y' })).not.toThrow();
  });

  it('start in production with everything named and secure', () => {
    const settings = readSettings(PRODUCTION);
    expect(settings.isProduction).toBe(true);
    expect(settings.postgresDriverUrl?.reveal()).toContain('provisioner');
  });

  it.each([
    [{ HTTP_DRIVER_URL: 'https://product.example' }, 'HTTP_DRIVER_SECRET', /together with HTTP_DRIVER_URL/],
    [
      { ACCOUNT_OIDC_ISSUER: 'https://accounts.example', ACCOUNT_OIDC_CLIENT_ID: 'stallholder' },
      'ACCOUNT_OIDC_CLIENT_SECRET',
      /together with the others of ACCOUNT_OIDC/,
    ],
    [{ HTTP_DRIVER_SECRET: 'a-secret-of-the-tests' }, 'HTTP_DRIVER_URL', /together with HTTP_DRIVER_SECRET/],
    [service('whsec_planted-secret'), 'HTTP_DRIVER_SECRET', /entry 1 must be whsec_/],
    [service('too-short'), 'HTTP_DRIVER_SECRET', /entry 1 is shorter than 16/],
    [service('a-secret-of-the-tests,'), 'HTTP_DRIVER_SECRET', /entry 2 must be printable/],
  ])("refuse half of the provider's service, and a secret that is none: %j", (env, name, problem) => {
    expect(faultsOf({ ...DEVELOPMENT, ...env })).toEqual([{ name, problem: expect.stringMatching(problem) }]);
  });

  it('list all faults at once, each under its name', () => {
    const faults = faultsOf({ NODE_ENV: 'prod', PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://h/d' });
    expect(faults.map(({ name }) => name)).toEqual([
      'NODE_ENV',
      'PUBLIC_URL',
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'INTEGRATION_CLIENT_ID',
      'INTEGRATION_CLIENT_SECRET',
      'INTEGRATION_SLUG',
      'ENCRYPTION_KEYS',
    ]);
  });
});

function service(secret: string): NodeJS.ProcessEnv {
  return { HTTP_DRIVER_URL: 'https://product.example', HTTP_DRIVER_SECRET: secret };
}

function faultsOf(env: NodeJS.ProcessEnv): BadConfiguration['faults'] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof BadConfiguration) return error.faults;
    throw error;
  }
  return [];
}
