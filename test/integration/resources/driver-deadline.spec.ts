import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Unavailable } from '../../../src/platform/errors/index.js';
import { UnitOfWorkMisuse } from '../../../src/platform/database/unit-of-work.js';
import { DriverCalls } from '../../../src/modules/resources/driver-calls.js';
import { DriverRegistry } from '../../../src/modules/resources/driver.registry.js';
import { Shop } from '../../support/shop/index.js';

const DEADLINE_MS = 50;
const resource = {
  installationId: 'icfg_1',
  id: 'res_1',
  productSlug: 'shop',
  planId: 'free',
  name: 'a',
  metadata: {},
};

describe('a call to a driver', () => {
  let shop: Shop;
  let calls: DriverCalls;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    const { app } = shop.server;
    calls = new DriverCalls(app.get(DriverRegistry, { strict: false }), app.get(UnitOfWork), DEADLINE_MS);
  });
  afterAll(() => shop.close());

  it('ends at its deadline, of which the driver is told', async () => {
    shop.driver.next('deprovision', 'hang');
    const call = calls.call(resource, (driver, told, within) => driver.deprovision(told, within));
    await expect(call).rejects.toThrow(Unavailable);
  });

  it('ends at its deadline although the driver does not heed it', async () => {
    const goOn = shop.driver.hold('deprovision');
    const call = calls.call(resource, (driver, told, within) => driver.deprovision(told, within));
    await expect(call).rejects.toThrow('The product did not answer in time');
    goOn();
  });

  it('cannot be made inside a unit of work', async () => {
    const before = shop.driver.calls.length;
    const call = shop.server.app
      .get(UnitOfWork)
      .run(() => calls.call(resource, (driver, told, within) => driver.deprovision(told, within)));
    await expect(call).rejects.toThrow(UnitOfWorkMisuse);
    expect(shop.driver.calls).toHaveLength(before);
  });
});
