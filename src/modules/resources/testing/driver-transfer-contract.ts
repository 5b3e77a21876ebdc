import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../platform/crypto/index.js';
import { resourceOf, secretsOf, soon, type DriverHarness } from './driver-harness.js';

/** What every driver promises about a resource that goes over to another customer. */
export function describeTransferContract(name: string, make: () => Promise<DriverHarness>): void {
  describe(`the ${name} driver, when a resource goes over to another installation,`, () => {
    let harness: DriverHarness;
    beforeAll(async () => {
      harness = await make();
    });
    afterAll(() => harness.close());

    it('keeps the instance and its secrets, also when it is told twice, and goes on under the new owner', async () => {
      const { driver, opens, count } = harness;
      const before = resourceOf();
      const after = { ...before, installationId: 'icfg_new_owner' };
      const { secrets } = await driver.provision(before, Secret.of('seed'), soon());
      for (let time = 0; time < 2; time += 1) await driver.transfer(after, soon());
      expect(await opens(after, secrets)).toBe(true);
      const rotated = secretsOf(await driver.rotateSecrets(after, Secret.of('other'), 2, soon()));
      expect([await opens(after, rotated), await opens(after, secrets)]).toEqual([true, true]);
      await driver.deprovision(after, soon());
      expect(await count(after)).toBe(0);
    });
  });
}
