import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { HeldInstallation } from '#libs/vercel-simulator';
import type { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Desk } from './desk.js';

describe('a resource whose customer has something to do first', () => {
  let desk: Desk;
  let shop: Shop;
  let held: HeldInstallation;
  let id: string;
  let teams = 0;
  beforeAll(async () => {
    desk = await Desk.open();
    shop = desk.shop;
  });
  beforeEach(async () => {
    teams += 1;
    const team = shop.server.vercel.team(`Team ${teams}`);
    await team.install();
    held = team.installation();
    shop.driver.next('provision', 'onboarding');
    ({ id } = await team.provision({ product: 'shop', plan: 'free', name: 'main' }));
  });
  afterAll(() => shop.close());

  const status = () => held.resources.get(id)?.status;
  const untilHeld = (expected: string) => until(() => status() === expected);
  const finished = () =>
    shop.sql(`SELECT details FROM audit_entries WHERE subject = $1 AND action = 'resource.onboarded'`, [id]);

  it('is onboarding at Vercel from its sale on, and ready once an operator says so', async () => {
    expect(status()).toBe('onboarding');
    expect(await desk.resource(id, 'finish-onboarding', 'signed')).toMatchObject({
      status: 200,
      body: { state: 'ready' },
    });
    await untilHeld('ready');
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it('is finished once, however often it is said', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect((await desk.resource(id, 'finish-onboarding')).body).toMatchObject({ state: 'ready' });
    }
    expect(await finished()).toMatchObject([{ details: { state: { before: 'onboarding', after: 'ready' } } }]);
  });

  it('is onboarding again after a suspension', async () => {
    await desk.resource(id, 'suspend');
    await untilHeld('suspended');
    await desk.resource(id, 'resume');
    await untilHeld('onboarding');
  });

  it('is ready after a suspension when it was finished meanwhile', async () => {
    await desk.resource(id, 'suspend');
    await untilHeld('suspended');
    expect((await desk.resource(id, 'finish-onboarding')).body).toMatchObject({ state: 'suspended' });
    expect(await finished()).toMatchObject([{ details: { resumesAs: { before: 'onboarding', after: 'ready' } } }]);
    await desk.resource(id, 'resume');
    await untilHeld('ready');
  });
});
