import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../../src/platform/clock/index.js';
import { defineJob, HandlesJob, type JobHandler, type TickData, Ticks } from '../../../src/platform/jobs/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { until } from '../../support/until.js';
import { Replica } from './platform.js';

const TICK = defineJob<TickData>('tests.tick', 'bulk');
const HOUR_SECONDS = 3_600;
const REPLICAS = 3;
const ran: string[] = [];

@HandlesJob(TICK)
class Tick implements JobHandler<TickData> {
  async run({ slot }: TickData): Promise<void> {
    ran.push(slot);
  }
}

describe('a periodic job', () => {
  let database: TestDatabase;
  let replicas: Replica[];
  beforeAll(async () => {
    database = await cloneDatabase();
    replicas = await Promise.all(
      Array.from({ length: REPLICAS }, async () => (await Replica.start(database.url, [Tick])).work()),
    );
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.drop();
  });

  /** Lets all replicas see a later time. */
  async function advance(hours: number): Promise<void> {
    const text = 'UPDATE clock_offsets SET offset_ms = offset_ms + $1::bigint * 3600000';
    await replicas[0]?.sql.rows({ text, values: [hours] });
    await Promise.all(replicas.map((replica) => replica.context.get(Clock).refresh()));
  }

  /** Every replica ticks several times at once; tells how many of them placed the job. */
  async function tick(): Promise<number> {
    const claims = replicas.flatMap((replica) =>
      [1, 2, 3].map(() => replica.context.get(Ticks).claim(TICK, HOUR_SECONDS)),
    );
    return (await Promise.all(claims)).filter(Boolean).length;
  }

  it('runs once in each slot, whatever the number of replicas that tick at once', async () => {
    for (let slot = 1; slot <= 20; slot += 1) {
      await advance(1);
      expect(await tick()).toBe(1);
    }
    await until(() => ran.length >= 20);
    expect(new Set(ran).size).toBe(20);
    expect(ran).toHaveLength(20);
  });

  it('runs once after an outage of many slots', async () => {
    const before = ran.length;
    await advance(5);
    expect(await tick()).toBe(1);
    expect(await tick()).toBe(0);
    await until(() => ran.length > before);
    expect(ran).toHaveLength(before + 1);
  });
});
