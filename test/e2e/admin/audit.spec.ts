import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { type Heard, nextOf, operatorAt } from './operator.js';

const KEY = 'the-key-of-the-chief';
/** More than the server reads at once. */
const MANY = 1_200;
const FILL = `INSERT INTO audit_entries (at, id, installation_id, actor_kind, action, details)
  SELECT now() - n * interval '1 second', gen_random_uuid(), 'icfg_of_many', 'job', 'test.filled', '{}' FROM generate_series(1, $1::int) n`;

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly requestId?: string;
}

describe('the audit log for operators', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;
  let tenant: Tenant;
  let sold: Sold;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `chief:${KEY}` } });
    ask = operatorAt(shop.server.url, KEY);
    tenant = await shop.tenant();
    sold = await tenant.buy();
    await ask(`POST /resources/${sold.id}/suspend`, { reason: 'Their wish' });
    await shop.settled();
    await shop.sql(FILL, [MANY]);
  });
  afterAll(() => shop.close());

  const found = async (query: string): Promise<Entry[]> =>
    (await ask(`GET /audit?${query}`)).body['entries'] as Entry[];

  async function lines(query: string): Promise<Entry[]> {
    const answer = await fetch(`${shop.server.url}/admin/v1/audit?${query}`, {
      headers: { authorization: `Bearer ${KEY}`, accept: 'application/x-ndjson' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const text = await answer.text();
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Entry);
  }

  it('tells who did what to what in which request, newest first', async () => {
    const entries = await found(`installationId=${tenant.id}`);
    const asked = entries.find(({ action }) => action === 'resource.suspension-requested');
    expect(asked).toEqual({
      id: expect.any(String),
      at: expect.any(String),
      installationId: tenant.id,
      actorKind: 'operator',
      actorId: 'chief',
      action: 'resource.suspension-requested',
      subject: sold.id,
      details: expect.objectContaining({ cause: 'operator' }),
      requestId: expect.any(String),
    });
    expect(entries.map(({ action }) => action)).toContain('installation.installed');
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  it('is searched by action, actor, subject, request and time', async () => {
    const [asked] = await found('action=resource.suspension&actorKind=operator&actorId=chief');
    expect(asked).toMatchObject({ subject: sold.id });
    expect(await found(`subject=${sold.id}&action=resource.placed`)).toHaveLength(1);
    expect(await found(`requestId=${asked?.requestId}`)).toContainEqual(asked);
    expect(await found(`subject=${sold.id}&actorKind=product`)).toEqual([]);
    const { at = '' } = asked ?? {};
    expect(await found(`from=${at}&action=resource.suspension`)).toContainEqual(asked);
    expect(await found(`to=${at}&action=resource.suspension`)).not.toContainEqual(asked);
  });

  it('is shown page by page, each entry once', async () => {
    const first = 'installationId=icfg_of_many&limit=200';
    const shown: Entry[] = [];
    for (let query = first; query !== '';) {
      const { body } = await ask(`GET /audit?${query}`);
      shown.push(...(body['entries'] as Entry[]));
      query = nextOf(body, first);
    }
    expect(new Set(shown.map(({ id }) => id)).size).toBe(MANY);
    expect(shown).toHaveLength(MANY);
  });

  it('goes out as lines, all that is meant at once', async () => {
    const whole = await lines('installationId=icfg_of_many');
    expect(whole).toHaveLength(MANY);
    expect(whole.slice(0, 50)).toEqual(await found('installationId=icfg_of_many'));
    expect(await lines('installationId=icfg_of_nobody')).toEqual([]);
    expect(await lines(`subject=${sold.id}&action=resource.placed`)).toHaveLength(1);
  });

  it.each(['action=%25', 'actorKind=admin', 'from=yesterday', 'to=2026-13-01', 'cursor=x', 'subject=a%20b', 'limit=0'])(
    'is not searched by ?%s, which names the field',
    async (query) => {
      const { status, body } = await ask(`GET /audit?${query}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { code: 'validation_error', fields: [{ key: query.split('=')[0] }] } });
    },
  );
});
