import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { BadConfiguration, readSettings } from './index.js';
import { DEVELOPMENT, encryptionKey, PRODUCTION } from './testing/environments.js';

const KEY = encryptionKey(1);

type Row = readonly [name: string, value: string, problem: RegExp];

const BAD: readonly Row[] = [
  ['NODE_ENV', 'Production', /must be one of development, test, production/],
  ['SERVICE_ROLE', 'web', /must be one of all, api, worker/],
  ['LOG_LEVEL', 'INFO', /must be one of/],
  ['PORT', '65536', /whole number from 0 to 65535/],
  ['PORT', '80.5', /whole number/],
  ['PORT', '0x50', /whole number/],
  ['PORT', ' 80', /whole number/],
  ['METRICS_PORT', '3000', /must differ from PORT/],
  ['DATABASE_POOL_SIZE', '0', /whole number from 2/],
  ['RETENTION_DAYS', '-1', /whole number/],
  ['HOST', 'http://0.0.0.0', /IP address or a host name/],
  ['TRUST_PROXY', 'true', /number of hops/],
  ['TRUST_PROXY', '0.0.0.0/0', /number of hops/],
  ['TRUST_PROXY', '10.0.0.0/33', /number of hops/],
  ['PUBLIC_URL', 'planted.example', /absolute http or https URL/],
  ['PUBLIC_URL', 'ftp://planted.example', /absolute http or https URL/],
  ['PUBLIC_URL', 'https:planted.example', /absolute http or https URL/],
  ['PUBLIC_URL', 'https://planted:pw@planted.example', /must not hold credentials/],
  ['PUBLIC_URL', 'https://@planted.example', /must not hold credentials/],
  ['PUBLIC_URL', 'https://planted.example/?a=1', /query or a fragment/],
  ['PUBLIC_URL', 'https://planted.example/?', /query or a fragment/],
  ['PUBLIC_URL', 'https://planted.example/#a', /query or a fragment/],
  ['PUBLIC_URL', 'https://planted.example//a', /path prefix/],
  ['PUBLIC_URL', 'https://planted.example/a/../b', /path prefix/],
  ['PUBLIC_URL', 'https://planted.example/:id', /path prefix/],
  ['SUPPORT_URL', 'help@planted.example', /mailto: and one address/],
  ['SUPPORT_URL', 'javascript:planted', /mailto: and one address/],
  ['SUPPORT_URL', 'mailto:planted', /mailto: and one address/],
  ['SUPPORT_URL', 'mailto:a@planted.example?bcc=b@planted.example', /mailto: and one address/],
  ['SUPPORT_URL', 'https://planted:pw@planted.example', /mailto: and one address/],
  ['VERCEL_API_URL', 'api.planted.example', /absolute http or https URL/],
  ['VERCEL_OIDC_ISSUER', 'https://planted.example?x', /query or a fragment/],
  ['VERCEL_OIDC_ALGORITHMS', 'HS256', /entry 1 must be one of RS256/],
  ['VERCEL_OIDC_ALGORITHMS', 'RS256,none', /entry 2 must be one of RS256/],
  ['DATABASE_URL', 'planted', /must be a postgres:\/\/ URL/],
  ['DATABASE_URL', 'postgres://planted:pw@h', /must name a database/],
  ['DATABASE_URL', 'postgres://planted:p#w@h/d', /must be a postgres:\/\/ URL|write # in a password/],
  ['MIGRATION_DATABASE_URL', 'https://planted/d', /must be a postgres:\/\/ URL/],
  ['POSTGRES_DRIVER_URL', 'postgres://', /must/],
  ['INTEGRATION_CLIENT_ID', 'planted id', /letters, digits/],
  ['INTEGRATION_CLIENT_SECRET', 'planted,', /entry 2 must be printable/],
  ['INTEGRATION_CLIENT_SECRET', 'planted secret', /without blanks/],
  ['INTEGRATION_SLUG', 'Planted', /lower-case/],
  ['ENCRYPTION_KEYS', `planted planted:${KEY}`, /the id is not/],
  ['ENCRYPTION_KEYS', 'planted:c2hvcnQ=', /32 bytes/],
  ['ENCRYPTION_KEYS', `planted:${KEY}A`, /32 bytes/],
  ['ENCRYPTION_KEYS', `planted:${KEY},planted:${encryptionKey(2)}`, /repeats the id/],
  ['ADMIN_API_KEYS', 'planted', /name:key/],
  ['ADMIN_API_KEYS', 'planted:short', /shorter than 16/],
  ['ADMIN_API_KEYS', 'planted[READ]:0123456789abcdef', /name:key/],
  ['ADMIN_API_KEYS', 'planted:0123456789abcdef,planted:0123456789abcdeg', /entry 2 repeats the name/],
];

const UNFIT_FOR_PRODUCTION: readonly Row[] = [
  ['DATABASE_URL', '', /refuses the embedded database/],
  ['POSTGRES_DRIVER_URL', '', /must be set in production/],
  ['ENCRYPTION_KEYS', '', /must be set/],
  ['PUBLIC_URL', 'http://planted.acme.dev', /https in production/],
  ['VERCEL_API_URL', 'http://planted.acme.dev', /https in production/],
  ['VERCEL_DASHBOARD_URL', 'HTTP://planted.acme.dev', /https in production/],
  ['VERCEL_OIDC_ISSUER', 'http://127.0.0.1:4000/planted', /https in production/],
  ['VERCEL_OIDC_JWKS_URL', 'http://planted.acme.dev/jwks', /https in production/],
  ['INTEGRATION_CLIENT_ID', 'oac_example', /is an example/],
  ['INTEGRATION_CLIENT_SECRET', 'example-client-secret', /is an example/],
  ['INTEGRATION_CLIENT_SECRET', 'real-one,sandbox-planted', /is an example/],
  ['INTEGRATION_SLUG', 'example-integration', /is an example/],
  ['DATABASE_URL', 'postgres://app:changeme@planted/d', /is an example/],
  ['POSTGRES_DRIVER_URL', 'postgres://app:example-password@planted/d', /is an example/],
  ['ADMIN_API_KEYS', 'planted:example-admin-api-key', /is an example/],
  ['ENCRYPTION_KEYS', `planted:${Buffer.from('example-key-not-for-production!!').toString('base64')}`, /random bytes/],
  ['ENCRYPTION_KEYS', `a:${KEY},b:${Buffer.alloc(32, 7).toString('base64')}`, /entry 2 is not random bytes/],
];

describe('a bad configuration', () => {
  it.each(BAD)('reports %s=%s as its one fault', (name, value, problem) => {
    expectOnlyFault({ ...DEVELOPMENT, [name]: value }, name, problem);
  });

  it.each(UNFIT_FOR_PRODUCTION)('refuses %s=%s in production only', (name, value, problem) => {
    expectOnlyFault({ ...PRODUCTION, [name]: value }, name, problem);
    if (name !== 'ENCRYPTION_KEYS' || value !== '') {
      expect(() => readSettings({ ...DEVELOPMENT, [name]: value })).not.toThrow();
    }
  });

  it('does not take a host called example-1 for an example', () => {
    const url = 'postgres://app:pw@example-1.internal/d';
    expect(() => readSettings({ ...PRODUCTION, DATABASE_URL: url })).not.toThrow();
  });

  it.each([...BAD, ...UNFIT_FOR_PRODUCTION].filter(([, value]) => /planted/i.test(value)))(
    'never repeats the value %s=%s',
    (name, value) => {
      const error = failureOf({ ...PRODUCTION, [name]: value });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/planted/i);
    },
  );
});

describe('a variable given as a file', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
    writeFileSync(path('secret'), 'from-file\r\n');
    writeFileSync(path('empty'), '\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('loses the newline at its end', () => {
    const { INTEGRATION_CLIENT_SECRET: _, ...rest } = DEVELOPMENT;
    const settings = readSettings({ ...rest, INTEGRATION_CLIENT_SECRET_FILE: path('secret') });
    expect(settings.integration.clientSecrets.map((secret) => secret.reveal())).toEqual(['from-file']);
  });

  it('is checked like a text, under the name of the variable', () => {
    expectOnlyFault({ ...DEVELOPMENT, PORT_FILE: path('secret') }, 'PORT', /whole number/);
  });

  it.each([
    ['empty', /names an empty file/],
    ['missing', /cannot be read \(ENOENT\)/],
    ['.', /cannot be read \(EISDIR\)/],
  ])('may not be %s', (file, problem) => {
    const { ENCRYPTION_KEYS: _, ...rest } = DEVELOPMENT;
    expectOnlyFault({ ...rest, ENCRYPTION_KEYS_FILE: path(file) }, 'ENCRYPTION_KEYS_FILE', problem);
  });

  it('may not be given as a text as well', () => {
    const env = { ...PRODUCTION, DATABASE_URL_FILE: path('secret') };
    expectOnlyFault(env, 'DATABASE_URL', /set twice/);
  });

  it('satisfies production like a text', () => {
    writeFileSync(path('url'), `${PRODUCTION['DATABASE_URL']}\n`);
    const { DATABASE_URL: _, ...rest } = PRODUCTION;
    expect(() => readSettings({ ...rest, DATABASE_URL_FILE: path('url') })).not.toThrow();
  });
});

function expectOnlyFault(env: NodeJS.ProcessEnv, name: string, problem: RegExp): void {
  const error = failureOf(env);
  expect(error.faults).toEqual([{ name, problem: expect.stringMatching(problem) }]);
  expect(error.message).toContain(`${name} `);
  expect(inspect(error)).not.toMatch(/planted/i);
}

function failureOf(env: NodeJS.ProcessEnv): BadConfiguration {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof BadConfiguration) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
