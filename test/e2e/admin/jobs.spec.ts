import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobQueue } from '../../../src/platform/jobs/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { type Heard, nextOf, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,reader[read]:the-key-of-a-reader';
const INSTALLATION = 'icfg_of_the_dead';

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly data: { readonly at?: number };
}

describe('jobs for operators', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;
  let askAsReader: typeof ask;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
    askAsReader = operatorAt(shop.server.url, 'the-key-of-a-reader');
  });
  afterAll(() => shop.close());

  async function place(job: string, data: object, options: object): Promise<void> {
    const boss = await shop.server.app.get(JobQueue).boss();
    await boss.send('bulk', { job, data }, { singletonKey: randomUUID(), ...options });
  }
  const jobsOf = ({ body }: Heard): Shown[] => body['jobs'] as Shown[];
  const dead = async (): Promise<Shown[]> => jobsOf(await ask('GET /jobs/dead'));

  /** Of a kind that nobody handles and that has no more tries. */
  async function deadLetter(): Promise<string> {
    await place('tests.unknown', { installationId: INSTALLATION }, { retryLimit: 0 });
    await until(async () => (await dead()).length > 0);
    return (await dead())[0]?.id ?? '';
  }

  it('are shown page by page, oldest first, each once', async () => {
    for (let at = 0; at < 5; at += 1) await place('tests.later', { at }, { startAfter: 86_400 });
    const shown: Shown[] = [];
    const first = 'lane=bulk&state=waiting&name=tests.later&limit=2';
    let query = first;
    do {
      const page = await ask(`GET /jobs?${query}`);
      expect(page.status).toBe(200);
      shown.push(...jobsOf(page));
      query = nextOf(page.body, first);
    } while (query !== '');
    expect(shown.map(({ data }) => data.at)).toEqual([0, 1, 2, 3, 4]);
    expect(shown[0]).toEqual({
      id: expect.any(String),
      lane: 'bulk',
      name: 'tests.later',
      data: { at: 0 },
      state: 'waiting',
      tries: 0,
      placedAt: expect.any(String),
      dueAt: expect.any(String),
    });
  });

  it('are found by their lane, their state and their kind', async () => {
    await place('tests.found', {}, { startAfter: 86_400 });
    const found = async (query: string): Promise<number> =>
      jobsOf(await ask(`GET /jobs?name=tests.found${query}`)).length;
    expect(await found('')).toBe(1);
    expect(await found('&lane=customer')).toBe(0);
    expect(await found('&state=completed')).toBe(0);
    expect(await found('&state=waiting&lane=bulk')).toBe(1);
  });

  it('that were given up tell why and after how many tries, and are placed again once', async () => {
    const id = await deadLetter();
    expect(await dead()).toEqual([
      {
        id,
        lane: 'bulk',
        name: 'tests.unknown',
        data: { installationId: INSTALLATION },
        tries: 1,
        placedAt: expect.any(String),
        diedAt: expect.any(String),
        reason: 'No handler for tests.unknown',
      },
    ]);
    const answers = await Promise.all([1, 2, 3].map(() => ask(`POST /jobs/dead/${id}/requeue`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 404, 404]);
    expect(await dead()).toEqual([]);
    const placed = answers.find(({ status }) => status === 202)?.body['id'];
    const again = jobsOf(await ask('GET /jobs?name=tests.unknown')).filter((job) => job.id === placed);
    expect(again).toMatchObject([{ data: { installationId: INSTALLATION } }]);
    const entries = await shop.sql(
      `SELECT actor_kind, actor_id, subject, details FROM audit_entries WHERE installation_id = $1 AND action = 'job.requeued'`,
      [INSTALLATION],
    );
    expect(entries).toEqual([
      {
        actor_kind: 'operator',
        actor_id: 'chief',
        subject: placed,
        details: { name: 'tests.unknown', deadLetter: id, state: { before: 'dead', after: 'waiting' } },
      },
    ]);
  });

  it('are not placed again by somebody who may only read', async () => {
    const id = await deadLetter();
    expect((await askAsReader(`POST /jobs/dead/${id}/requeue`)).status).toBe(403);
    expect((await dead()).map((letter) => letter.id)).toEqual([id]);
  });

  it.each(['nothing', '00000000-0000-0000-0000-000000000000', '%00'])('are not made from %s', async (id) => {
    expect((await ask(`POST /jobs/dead/${id}/requeue`)).status).toBe(404);
  });

  const micros = (text: string): string => Buffer.from(text).toString('base64url');
  it.each([
    'lane=dead',
    'lane=bulk&lane=bulk',
    'state=created',
    'name=%00',
    'cursor=x',
    `cursor=${micros('1 2')}`,
    `cursor=${micros(`${'9'.repeat(18)} 00000000-0000-0000-0000-000000000000`)}`,
    'limit=0',
  ])('are not looked for by ?%s, which names the field', async (query) => {
    const { status, body } = await ask(`GET /jobs?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'validation_error', fields: [{ key: query.split('=')[0] }] } });
  });
});
