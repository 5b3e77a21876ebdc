import { describe, expect, it } from '@jest/globals';
import { parseCatalog } from '../catalog/index.js';
import { MemoryDriver } from './adapters/memory/memory.driver.js';
import { DriverRegistry } from './driver.registry.js';

const CATALOG = `
billing: resource
period: anniversary
products:
  - slug: db
    name: Database
    driver: memory
    meters: [{ id: storage, name: Storage, type: total, unit: GB, polled: true }]
    plans: [{ id: free, type: subscription, name: Free, description: Free, paymentMethodRequired: false }]
`;

/** A driver of a product that has no meters. */
class Mute extends MemoryDriver {
  override get measures(): boolean {
    return false;
  }
}

describe('the drivers that a catalog names', () => {
  const start = (driver?: MemoryDriver): void => {
    const registry = new DriverRegistry(parseCatalog(CATALOG));
    if (driver !== undefined) registry.register('memory', driver);
    registry.onApplicationBootstrap();
  };

  it('must be there, and measure where meters are polled', () => {
    expect(() => start()).toThrow('not registered: db wants memory');
    expect(() => start(new Mute())).toThrow('do not measure: db by memory');
    expect(() => start(new MemoryDriver())).not.toThrow();
  });
});
