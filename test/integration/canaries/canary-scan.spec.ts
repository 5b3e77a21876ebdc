import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withClient } from '../../support/postgres/admin.js';
import { type Canary, CanaryScan, type Sighting } from './canaries.js';
import { type CustomerSecrets, playCustomerLife } from './customer-life.js';
import { dumpTables } from './dump.js';
import type { Exchange } from './recording-proxy.js';
import { WatchedServer } from './watched-server.js';

/** The only answers that may show a secret, and whose. */
const MUST_CARRY = [
  { route: /^POST \/v1\/installations\/[^/]+\/resources$/, of: 'database' },
  { route: /^POST \/v1\/installations\/[^/]+\/resources\/[^/]+\/secrets\/rotate$/, of: 'rotated' },
  { route: /^POST \/v1\/installations\/[^/]+\/resources\/[^/]+\/repl$/, of: 'console' },
  { route: /^GET \/callback$/, of: 'sessions' },
  { route: /^POST \/sso\/handoff\/token$/, of: 'identities' },
  { route: /^GET \/connect\/start$/, of: 'starts' },
  { route: /^GET \/connect\/callback$/, of: 'flows' },
  { route: /^GET \/account\/login$/, of: 'attempts' },
  { route: /^GET \/account\/callback$/, of: 'accounts' },
] as const;

describe('the secrets of a customer and of the server', () => {
  let server: WatchedServer;
  let secrets: CustomerSecrets;
  let canaries: readonly Canary[];
  let scan: CanaryScan;

  beforeAll(async () => {
    server = await WatchedServer.start();
    secrets = await playCustomerLife(server);
    await server.end();
    canaries = [...Object.values(secrets).flat(), ...server.configured(), ...server.carried()];
    scan = new CanaryScan(canaries);
  }, 180_000);
  afterAll(() => server.remove());

  const scanTables = async (scan: CanaryScan): Promise<readonly Sighting[]> => {
    const dump = await dumpTables(server.database.adminUrl);
    return [...dump].flatMap(([table, text]) => scan.sightings(table, text));
  };

  it('have all been planted', () => {
    const kinds = Object.values(secrets).map((kind: readonly Canary[]) => kind.length);
    expect(kinds.every((count) => count > 0)).toBe(true);
    expect(server.carried().length).toBeGreaterThan(50);
    for (const { route, of } of MUST_CARRY) {
      const answers = server.proxy.exchanges.filter((exchange) => route.test(routeOf(exchange)));
      const seen = answers.flatMap((exchange) => scan.sightings('', exchange.answer)).map(({ canary }) => canary);
      expect(new Set(seen)).toEqual(new Set(secrets[of].map(({ name }) => name)));
    }
  });

  it('are in no line of the log', () => {
    expect(server.lines.length).toBeGreaterThan(100);
    expect(server.lines.some((line) => line.includes('"level":"error"') || line.includes('"level":50'))).toBe(true);
    expect(server.lines.flatMap((line) => scan.sightings(line, line))).toEqual([]);
  });

  it('are in no answer but those that must carry them', () => {
    const seen = server.proxy.exchanges.flatMap((exchange) => {
      const carries = MUST_CARRY.find(({ route }) => route.test(routeOf(exchange)))?.of;
      const known = new Set(
        carries === undefined || exchange.status >= 500 ? [] : secrets[carries].map(({ name }) => name),
      );
      const place = `${routeOf(exchange)}: ${exchange.status}`;
      return scan.sightings(place, exchange.answer).filter(({ canary }) => !known.has(canary));
    });
    expect(seen).toEqual([]);
    expect(server.proxy.exchanges.filter(({ status }) => status >= 400).length).toBeGreaterThan(40);
  });

  it('are in no table of the database, nor in any job', async () => {
    const dump = await dumpTables(server.database.adminUrl);
    expect(dump.get('pgboss.job_common')).toContain('resources.');
    expect(dump.get('public.installations')).toContain(server.vercel.team('Acme').name);
    expect(dump.get('public.resource_credentials')).toContain('res_');
    expect(dump.get('public.sessions')).toContain('icfg_');
    expect(await scanTables(scan)).toEqual([]);
  });

  it('would be found in a table as text, inside of base64 and as bytes', async () => {
    const planted = [secrets.accessTokens, secrets.console, secrets.misplaced].flatMap((kind) => kind.slice(0, 1));
    const [token = '', typed = '', misplaced = ''] = planted.map(({ value }) => value);
    const encoded = Buffer.from(`{"a":"${typed}"}`).toString('base64');
    const found = await withClient(server.database.adminUrl, async (client) => {
      await client.query('CREATE TABLE pgboss.planted (text text, encoded text, bytes bytea)');
      const values = [token, encoded, Buffer.from(`..${misplaced}..`)];
      await client.query('INSERT INTO pgboss.planted VALUES ($1, $2, $3)', values);
      return scanTables(new CanaryScan(server.configured().concat(planted)));
    });
    const place = 'pgboss.planted';
    expect(found).toEqual([
      { canary: 'access token 1', form: 'text', place },
      { canary: 'console input', form: 'base64', place },
      { canary: 'misplaced secret', form: 'hex', place },
    ]);
  });
});

function routeOf({ method, path }: Exchange): string {
  return `${method} ${path.split('?')[0]}`;
}
