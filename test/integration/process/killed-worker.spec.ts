import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildOnce } from '../../support/built.js';
import { Shop } from '../../support/shop/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { until } from '../../support/until.js';
import { ServerProcess } from './server-process.js';

const WORKERS = ['worker-1', 'worker-2', 'worker-3'];
const MEMBERS = 30;
const GATE = 4_711;

/** Nobody gets past his event before the gate is open. */
const PLANT = [
  `CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
   $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NEW; END $$`,
  `CREATE TRIGGER wait_at_gate BEFORE UPDATE ON webhook_events FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`,
];
/** Ticks of three workers wait for each other, too: that is another lock. */
const AT_GATE = `SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database()
  AND application_name LIKE 'worker-%' AND wait_event = 'advisory' AND query LIKE '%webhook_events%' LIMIT 1`;
const TAKEN_AGAIN = `SELECT 1 FROM pgboss.job WHERE data->>'job' = 'webhooks.handle-event' AND retry_count > 0`;

describe('three workers', () => {
  let shop: Shop;
  let gate: Client;
  const workers = new Map<string, ServerProcess>();

  beforeAll(async () => {
    await buildOnce();
    shop = await Shop.open({ workers: 'off' });
    for (const statement of PLANT) await shop.sql(statement);
    gate = new Client({ connectionString: shop.server.databaseUrl, application_name: 'stallholder-test' });
    await gate.connect();
    await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
    for (const name of WORKERS) workers.set(name, start(name));
  }, 120_000);
  afterAll(async () => {
    await Promise.all([...workers.values()].map((worker) => worker.kill()));
    await gate.end();
    await shop.close();
  });

  function start(name: string): ServerProcess {
    const url = new URL(shop.server.databaseUrl);
    url.searchParams.set('application_name', name);
    return ServerProcess.start({ ...testEnvironment(url.href, shop.server.vercel), SERVICE_ROLE: 'worker' });
  }

  it('of which one is killed lose none of its jobs, and do each once', async () => {
    const team = shop.server.vercel.team('Acme');
    const { id } = await team.install();
    for (let at = 1; at <= MEMBERS; at += 1) await team.webhooks.changeMember(`user_${at}`, 'USER');
    let busy = '';
    await until(async () => {
      busy = (await shop.sql<{ name: string }>(AT_GATE))[0]?.name ?? '';
      return busy !== '';
    });
    await workers.get(busy)?.kill();
    await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
    await until(async () => (await shop.sql(`SELECT 1 FROM webhook_events WHERE handled_at IS NULL`)).length === 0);
    await shop.settled();
    expect((await shop.sql(TAKEN_AGAIN)).length).toBeGreaterThan(0);
    expect(await shop.sql(`SELECT 1 FROM pgboss.job WHERE name = 'dead'`)).toEqual([]);
    const members = await shop.sql('SELECT count(*)::int AS n FROM members WHERE installation_id = $1', [id]);
    expect(members).toEqual([{ n: MEMBERS }]);
    const told = await shop.sql(`SELECT count(*)::int AS n FROM webhook_events WHERE handled_at IS NOT NULL`);
    expect(told[0]?.['n']).toBeGreaterThanOrEqual(MEMBERS);
  }, 240_000);
});
