import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce, ROOT } from '../../support/built.js';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { NodeProgram } from '../../support/run-node.js';
import { testEnvironment } from '../../support/test-environment.js';
import { until } from '../../support/until.js';

const PROCESSES = 3;
const TICKS = 1_000;
const PROGRAM = fileURLToPath(new URL('./support/ticking-process.js', import.meta.url));

describe('three processes that tick at once', () => {
  let database: TestDatabase;
  let vercel: VercelSimulator;
  beforeAll(async () => {
    await buildOnce();
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    await rows('CREATE TABLE runs (slot timestamptz, pid integer)');
  }, 120_000);
  afterAll(async () => {
    await vercel.stop();
    await database.drop();
  });

  const rows = (text: string): Promise<Record<string, unknown>[]> =>
    withClient(database.url, async (client) => (await client.query<Record<string, unknown>>(text)).rows);

  it('run each of 1,000 ticks once', async () => {
    const env = testEnvironment(database.url, vercel);
    const programs = Array.from(
      { length: PROCESSES },
      () => new NodeProgram([PROGRAM, String(TICKS)], { cwd: ROOT, env }),
    );
    await Promise.all(programs.map((program) => program.untilTold(/ticked/)));
    await until(async () => (await rows(`SELECT 1 FROM pgboss.job WHERE state <> 'completed'`)).length === 0);
    for (const program of programs) program.signal('SIGTERM');
    const ends = await Promise.all(programs.map((program) => program.ended()));
    expect(ends.map(({ code }) => code)).toEqual(programs.map(() => 0));
    const [run] = await rows('SELECT count(*)::int AS runs, count(DISTINCT slot)::int AS slots FROM runs');
    const placed = Number((await rows('SELECT count(*) FROM pgboss.job'))[0]?.['count']);
    expect(run).toEqual({ runs: placed, slots: placed });
    expect(placed).toBeGreaterThanOrEqual(TICKS);
  }, 240_000);
});
