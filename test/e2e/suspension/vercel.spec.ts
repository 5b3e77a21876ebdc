import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { HeldInstallation, Team } from '#libs/vercel-simulator';
import type { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Desk } from './desk.js';

const AT_REST = `SELECT 1 FROM resources r WHERE id = $1 AND state = 'suspended' AND due_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM resource_pushes p WHERE p.resource_id = r.id AND p.due_at IS NOT NULL)`;

describe('what Vercel holds of a suspension', () => {
  let desk: Desk;
  let shop: Shop;
  let team: Team;
  let held: HeldInstallation;
  let id: string;
  let teams = 0;
  beforeAll(async () => {
    desk = await Desk.open();
    shop = desk.shop;
  });
  beforeEach(async () => {
    teams += 1;
    team = shop.server.vercel.team(`Team ${teams}`);
    await team.install();
    held = team.installation();
    ({ id } = await team.provision({ product: 'shop', plan: 'free', name: 'main' }));
  });
  afterAll(() => shop.close());

  const status = () => held.resources.get(id)?.status;
  const notice = () => held.resources.get(id)?.notification;
  const untilHeld = (expected: string) => until(() => status() === expected);

  it('is the status of the resource with the reason, and ready again afterwards', async () => {
    await desk.resource(id, 'suspend', 'Unpaid');
    await untilHeld('suspended');
    await until(() => isDeepStrictEqual(notice(), { level: 'error', title: 'Suspended', message: 'Unpaid' }));
    expect([held.status, held.notification]).toEqual(['ready', undefined]);
    await desk.resource(id, 'resume');
    await untilHeld('ready');
    await until(() => notice() === undefined);
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it('is the status of the installation and of all its resources', async () => {
    await desk.call(`/installations/${held.id}/suspend`);
    await untilHeld('suspended');
    await until(() => held.status === 'suspended' && held.notification?.message === 'unpaid');
    expect(notice()).toBeUndefined();
    await desk.call(`/installations/${held.id}/resume`);
    await untilHeld('ready');
    await until(() => held.status === 'ready' && held.notification === undefined);
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it('is an error of a resource whose change was refused, until it is made after all', async () => {
    shop.driver.next('update', 'final');
    await team.rename(id, 'too long for it');
    await untilHeld('error');
    const message = 'The memory driver was told to refuse.';
    await until(() => isDeepStrictEqual(notice(), { level: 'error', title: 'A change could not be made', message }));
    await desk.resource(id, 'retry');
    await untilHeld('ready');
    await until(() => notice() === undefined);
  });

  it('is the reason that is left of several', async () => {
    const bill = { resourceId: id, cause: 'billing', message: 'Overdue' } as const;
    await desk.suspensions.suspend(held.id, bill);
    await desk.resource(id, 'suspend', 'Abused');
    await untilHeld('suspended');
    await until(() => notice()?.message === 'Abused');
    await desk.resource(id, 'resume');
    await until(() => notice()?.message === 'Overdue');
    expect(status()).toBe('suspended');
  });

  it('is what stands at the end, however quickly operators change their minds', async () => {
    for (let round = 0; round < 5; round += 1) {
      await desk.resource(id, 'suspend');
      await desk.resource(id, 'resume');
    }
    await desk.resource(id, 'suspend');
    await until(async () => (await shop.sql(AT_REST, [id])).length > 0);
    expect([status(), desk.isShut(id)]).toEqual(['suspended', true]);
  });
});
