import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Unavailable } from '../../../src/platform/errors/index.js';
import { UnitOfWorkMisuse } from '../../../src/platform/database/unit-of-work.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { Replica } from './platform.js';

const TRANSACTION = { text: 'SELECT pg_current_xact_id()::text AS id', values: [] };
const fail = (code: string) => ({
  text: `DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '${code}'; END $$`,
  values: [],
});
const TWICE = { text: 'INSERT INTO meetings VALUES (1, 0)', values: [] };
const lock = (id: number) => ({ text: 'UPDATE meetings SET n = n + 1 WHERE id = $1', values: [id] });

describe('a unit of work', () => {
  let database: TestDatabase;
  let replica: Replica;
  beforeAll(async () => {
    database = await cloneDatabase();
    replica = await Replica.start(database.url, []);
    await replica.sql.rows({ text: 'CREATE TABLE meetings (id int PRIMARY KEY, n int NOT NULL)', values: [] });
    await replica.sql.rows({ text: 'INSERT INTO meetings VALUES (1, 0), (2, 0)', values: [] });
  });
  afterAll(async () => {
    await replica.stop();
    await database.drop();
  });

  const id = async (): Promise<string | undefined> => (await replica.sql.rows<{ id: string }>(TRANSACTION))[0]?.id;
  const total = async (): Promise<unknown> =>
    (await replica.sql.rows({ text: 'SELECT sum(n)::int AS total FROM meetings', values: [] }))[0]?.['total'];

  it('joins the one that is open', async () => {
    const { unitOfWork } = replica;
    const [outer, inner] = await unitOfWork.run(async () => [await id(), await unitOfWork.run(() => id())]);
    expect(inner).toBe(outer);
    expect(await id()).not.toBe(outer);
  });

  it('undoes all of it when a part of it throws', async () => {
    const before = await total();
    const { unitOfWork } = replica;
    const work = unitOfWork.run(async () => {
      await unitOfWork.run(() => replica.sql.rows(lock(1)));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await total()).toBe(before);
  });

  it('undoes all of it when a write that nobody waited for fails, and says why', async () => {
    const before = await total();
    const meet = async (): Promise<unknown> => {
      await replica.sql.rows(lock(1));
      replica.sql.send(TWICE);
      return replica.sql.rows(lock(2));
    };
    await expect(replica.unitOfWork.run(meet)).rejects.toThrow('meetings_pkey');
    const told = async (): Promise<void> => replica.sql.send(TWICE, () => new Error('told'));
    await expect(replica.unitOfWork.run(told)).rejects.toThrow('told');
    expect(await total()).toBe(before);
  });

  it('does not take for done what a swallowed error has undone', async () => {
    const before = await total();
    const work = replica.unitOfWork.run(async () => {
      await replica.sql.rows(lock(1));
      await replica.sql.rows(TWICE).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('nothing was committed');
    expect(await total()).toBe(before);
  });

  it('is run again when a write that nobody waited for met another one', async () => {
    let runs = 0;
    const before = Number(await total());
    await replica.unitOfWork.run(async () => {
      runs += 1;
      replica.sql.send(lock(1));
      if (runs < 3) replica.sql.send(fail('40001'));
    });
    expect(runs).toBe(3);
    expect(await total()).toBe(before + 1);
  });

  it('refuses a call over the network inside, and what needs a transaction outside', async () => {
    const { unitOfWork } = replica;
    await expect(unitOfWork.run(async () => unitOfWork.assertClosed('A call'))).rejects.toThrow(UnitOfWorkMisuse);
    expect(() => unitOfWork.assertOpen('A job')).toThrow(UnitOfWorkMisuse);
    expect(() => unitOfWork.assertClosed('A call')).not.toThrow();
  });

  it.each(['40001', '40P01'])('is run again from its start after %s', async (code) => {
    let runs = 0;
    const before = Number(await total());
    await replica.unitOfWork.run(async () => {
      runs += 1;
      await replica.sql.rows(lock(1));
      if (runs < 3) await replica.sql.rows(fail(code));
    });
    expect(runs).toBe(3);
    expect(await total()).toBe(before + 1);
  });

  it('ends in a 503 when it meets another one each time', async () => {
    let runs = 0;
    const work = replica.unitOfWork.run(async () => {
      runs += 1;
      await replica.unitOfWork.manager.query(fail('40001').text);
    });
    await expect(work).rejects.toThrow(Unavailable);
    expect(runs).toBe(4);
  });

  it('survives a real deadlock, which no caller hears of', async () => {
    const before = Number(await total());
    const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const cross = (mine: 0 | 1): Promise<void> =>
      replica.unitOfWork.run(async () => {
        await replica.sql.rows(lock(mine + 1));
        met[mine].resolve();
        await met[1 - mine]?.promise;
        await replica.sql.rows(lock(2 - mine));
      });
    await Promise.all([cross(0), cross(1)]);
    expect(await total()).toBe(before + 4);
  });
});
