import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Suspensions } from '../../../src/modules/resources/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Pushes } from './pushes.js';

const OLD_SECONDS = 3_600;

describe('what Vercel has to hear of a resource that goes over to another team', () => {
  let shop: Shop;
  let pushes: Pushes;
  beforeAll(async () => {
    shop = await Shop.open();
    pushes = new Pushes(shop);
  });
  afterAll(() => shop.close());

  it('is nothing because of the transfer, which came from there', async () => {
    const bought = await pushes.bought();
    const target = await pushes.team();
    const callsBefore = shop.server.vercel.record.calls.length;
    await bought.team.transfer([bought.id], target);
    await shop.settled();
    expect(shop.server.vercel.record.calls.length).toBe(callsBefore);
  });

  it('is told in the name of the new owner, and again until Vercel has moved the resource, too', async () => {
    const bought = await pushes.bought();
    const target = await pushes.team();
    await pushes.pass(OLD_SECONDS);
    const claim = await bought.team.transfers.offer([bought.id]);
    await target.transfers.verify(claim);
    const { partner } = shop.server.vercel;
    expect((await partner.acceptResourceTransfer(target.installation().id, claim.id)).status).toBe(204);
    const suspensions = shop.server.app.get(Suspensions, { strict: false });
    const wish = { resourceId: bought.id, cause: 'operator', message: 'Wait.' } as const;
    await suspensions.suspend(target.installation().id, wish);
    await until(() => pushes.calls(target.installation()).length === 1);
    await shop.settled();
    await target.transfers.accept(claim);
    await pushes.pass(20);
    await pushes.untilTold(target);
    expect(target.installation().resources.get(bought.id)?.status).toBe('suspended');
    expect(pushes.calls(bought.team.installation())).toEqual([]);
  });

  it('goes along with it', async () => {
    const bought = await pushes.bought();
    const target = await pushes.team();
    const fault = shop.server.vercel.faults.add({
      on: 'vercel-api',
      kind: 'status',
      status: 503,
      path: /events$/,
    });
    await pushes.change(bought, 'ready', 'updated');
    await until(() => pushes.calls(bought.team.installation()).length > 0);
    await bought.team.transfer([bought.id], target);
    fault.remove();
    await pushes.pass(OLD_SECONDS);
    await pushes.untilTold(target);
    expect(await pushes.outstanding(bought.team)).toEqual([]);
    expect(pushes.calls(target.installation())).toContain('POST events');
  });
});
