import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../../../platform/crypto/index.js';
import { DriverRefused, DriverUnavailable } from '../../driver.errors.js';
import { describeDriverContract } from '../../testing/driver-contract.js';
import { resourceOf, soon } from '../../testing/driver-harness.js';
import { MemoryDriver } from './memory.driver.js';

describeDriverContract('memory', async () => {
  const driver = new MemoryDriver();
  return {
    driver,
    twin: driver,
    commands: { read: 'read', write: 'write', wrong: 'nonsense', slow: 'slow' },
    opens: async (resource, secrets) => {
      const instance = driver.instances.get(resource.id);
      if (instance === undefined || instance.suspended) return false;
      const keys = [...instance.keys.values()];
      return secrets.some(({ value }) => keys.some((key) => key?.equals(value) === true));
    },
    count: async (resource) => (driver.instances.has(resource.id) ? 1 : 0),
    close: async () => undefined,
  };
});

describe('a memory driver that was told how to answer', () => {
  const seed = Secret.of('seed');

  it('fails as told, once each, and works again afterwards', async () => {
    const driver = new MemoryDriver();
    const resource = resourceOf();
    driver.next('provision', 'transient', 'final', 'pending');
    await expect(driver.provision(resource, seed, soon())).rejects.toThrow(DriverUnavailable);
    await expect(driver.provision(resource, seed, soon())).rejects.toThrow(DriverRefused);
    expect(driver.instances.size).toBe(0);
    expect((await driver.provision(resource, seed, soon())).status).toBe('pending');
    expect((await driver.provision(resource, seed, soon())).status).toBe('ready');
    const call = { operation: 'provision', resourceId: resource.id };
    expect(driver.calls).toEqual([call, call, call, call]);
  });

  it('hangs until the deadline when told so', async () => {
    const driver = new MemoryDriver();
    driver.next('deprovision', 'hang');
    const deadline = new AbortController();
    const call = driver.deprovision(resourceOf(), { signal: deadline.signal });
    deadline.abort();
    await expect(call).rejects.toThrow(DriverUnavailable);
  });

  it('keeps the resource as it was last told', async () => {
    const driver = new MemoryDriver();
    const resource = resourceOf();
    await driver.provision(resource, seed, soon());
    await driver.update({ ...resource, planId: 'pro' }, soon());
    expect(driver.instances.get(resource.id)?.resource.planId).toBe('pro');
  });
});
