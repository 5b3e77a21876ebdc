import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { Desk } from './desk.js';

const ACTIONS = ['suspend', 'resume', 'retry', 'finish-onboarding'] as const;

describe('a request of an operator', () => {
  let desk: Desk;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    desk = await Desk.open();
    tenant = await desk.shop.tenant();
    sold = await tenant.buy();
  });
  afterAll(() => desk.shop.close());

  const paths = () => [
    ...ACTIONS.map((action) => `/resources/${sold.id}/${action}`),
    `/installations/${tenant.id}/suspend`,
    `/installations/${tenant.id}/resume`,
  ];

  it.each([
    ['without a reason', {}],
    ['with an empty reason', { reason: '' }],
    ['with a reason that is no text', { reason: 7 }],
    ['with a reason of 501 characters', { reason: 'a'.repeat(501) }],
  ])('%s is refused, and names the field', async (_name, body) => {
    for (const path of paths()) {
      const answer = await desk.call(path, body);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_error', fields: [{ key: 'reason' }] } },
      });
    }
  });

  it('needs a key that may operate', async () => {
    for (const path of paths()) {
      expect((await desk.call(path, undefined, 'reader-key-of-the-tests')).status).toBe(403);
      expect((await desk.call(path, undefined, 'wrong')).status).toBe(401);
    }
  });

  it.each(['res_unknown', '%00', 'a'.repeat(300), '%F0%9F%92%A9'])(
    'about the unknown %s is answered by 404',
    async (id) => {
      for (const action of ACTIONS) expect((await desk.call(`/resources/${id}/${action}`)).status).toBe(404);
      for (const action of ['suspend', 'resume'])
        expect((await desk.call(`/installations/${id}/${action}`)).status).toBe(404);
    },
  );

  it('about what is removed is answered by 409', async () => {
    const { id } = await tenant.buy({ name: 'gone' });
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    await desk.shop.settled();
    for (const action of ACTIONS) expect((await desk.resource(id, action)).status).toBe(409);
  });

  it('that was refused has changed nothing', async () => {
    expect(desk.asked(sold.id)).toEqual([]);
    expect((await desk.shop.effects(tenant)).actions).not.toContain('installation.suspended');
  });
});
