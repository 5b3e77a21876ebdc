import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { type Heard, nextOf, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,reader[read]:the-key-of-a-reader';

describe('webhooks for operators', () => {
  let shop: Shop;
  let team: Team;
  let ask: (call: string, body?: unknown) => Promise<Heard>;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
    team = shop.server.vercel.team('Acme');
    await team.install();
    for (const member of ['user_1', 'user_2', 'user_3']) await team.webhooks.changeMember(member, 'USER');
    await shop.server.vercel.webhooks.send('project.created', { project: { id: 'prj_1', name: 'shop' } });
    await shop.settled();
  });
  afterAll(() => shop.close());

  const list = async (query: string): Promise<Record<string, unknown>[]> =>
    (await ask(`GET /webhooks?${query}`)).body['webhooks'] as Record<string, unknown>[];
  const id = (): string => team.installation().id;

  it('are shown page by page, newest first, each once', async () => {
    const shown: unknown[] = [];
    let query = 'limit=3';
    do {
      const { status, body } = await ask(`GET /webhooks?${query}`);
      expect(status).toBe(200);
      shown.push(...(body['webhooks'] as { id: unknown }[]).map((webhook) => webhook.id));
      query = nextOf(body, 'limit=3');
    } while (query !== '');
    const stored = await shop.sql('SELECT id FROM webhook_events ORDER BY received_at DESC, id DESC');
    expect(shown).toEqual(stored.map((row) => row['id']));
    expect(shown.length).toBeGreaterThanOrEqual(4);
  });

  it('are found by type, installation and state', async () => {
    const ofMembers = await list(`type=marketplace.member.changed&installationId=${id()}&state=handled`);
    expect(ofMembers).toHaveLength(3);
    expect(ofMembers[0]).toEqual({
      id: expect.any(String),
      type: 'marketplace.member.changed',
      state: 'handled',
      installationIds: [id()],
      happenedAt: expect.any(String),
      receivedAt: expect.any(String),
      handledAt: expect.any(String),
    });
    expect(await list('type=marketplace.member.changed&installationId=icfg_nobody')).toEqual([]);
    expect(await list('type=project.created')).toHaveLength(1);
    expect(await list('state=stored')).toEqual([]);
  });

  it('tell all that they said', async () => {
    const [listed] = await list('type=project.created');
    const { status, body } = await ask(`GET /webhooks/${String(listed?.['id'])}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...listed, body: { type: 'project.created', payload: { project: { id: 'prj_1' } } } });
  });

  it('are worked off again on request, which is put on record', async () => {
    const [{ id: webhook } = { id: '' }] = await list(`type=marketplace.member.changed&installationId=${id()}`);
    await shop.sql('DELETE FROM members WHERE installation_id = $1', [id()]);
    const { status, body } = await ask(`POST /webhooks/${String(webhook)}/replay`);
    expect([status, body['state']]).toEqual([202, 'stored']);
    await shop.settled();
    expect(await shop.sql('SELECT role FROM members WHERE installation_id = $1', [id()])).toEqual([{ role: 'USER' }]);
    expect(await list('state=stored')).toEqual([]);
    expect(
      await shop.sql(`SELECT actor_kind, actor_id, action FROM audit_entries WHERE subject = $1`, [webhook]),
    ).toEqual([{ actor_kind: 'operator', actor_id: 'chief', action: 'webhook.replayed' }]);
  });

  it('are not worked off again for somebody who may only read', async () => {
    const [{ id: webhook } = { id: '' }] = await list('type=project.created');
    const reader = operatorAt(shop.server.url, 'the-key-of-a-reader');
    expect((await reader(`POST /webhooks/${String(webhook)}/replay`)).status).toBe(403);
    expect(await shop.sql(`SELECT 1 FROM audit_entries WHERE subject = $1`, [webhook])).toEqual([]);
  });

  it.each(['GET /webhooks/evt_nobody', 'POST /webhooks/evt_nobody/replay', 'GET /webhooks/%00'])(
    'that do not exist are not found: %s',
    async (call) => {
      expect((await ask(call)).status).toBe(404);
    },
  );

  const cursor = (text: string): string => `cursor=${Buffer.from(text).toString('base64url')}`;
  it.each([
    'state=new',
    'type=',
    'type=a&type=b',
    'installationId=%00',
    'cursor=x',
    cursor('1'),
    cursor('999999999999999 x'),
    'limit=0',
  ])('are not looked for by ?%s, which names the field', async (query) => {
    const { status, body } = await ask(`GET /webhooks?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'validation_error', fields: [{ key: query.split('=')[0] }] } });
  });
});
