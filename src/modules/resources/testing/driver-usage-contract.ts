import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../platform/crypto/index.js';
import { DriverRefused } from '../driver.errors.js';
import { resourceOf, soon, type DriverHarness } from './driver-harness.js';

const HOUR = { start: new Date('2026-01-01T10:00:00Z'), end: new Date('2026-01-01T11:00:00Z') };

/** What every driver promises that measures. */
export function describeUsageContract(name: string, make: () => Promise<DriverHarness>): void {
  describe(`the ${name} driver, asked what is used,`, () => {
    let harness: DriverHarness;
    beforeAll(async () => {
      harness = await make();
    });
    afterAll(() => harness.close());

    it('reads its meters as decimals, each once, also while nobody gets in', async () => {
      const { driver } = harness;
      const resource = resourceOf();
      await driver.provision(resource, Secret.of('seed'), soon());
      const open = await driver.usage(resource, HOUR, soon());
      await driver.suspend(resource, soon());
      const closed = await driver.usage(resource, HOUR, soon());
      await driver.deprovision(resource, soon());
      expect(driver.measures).toBe(true);
      for (const readings of [open, closed]) {
        expect(new Set(readings.map(({ meter }) => meter)).size).toBe(readings.length);
        for (const { value } of readings) expect(value).toMatch(/^(0|[1-9]\d*)(\.\d{1,9})?$/);
      }
    });

    it('refuses where no instance is', async () => {
      await expect(harness.driver.usage(resourceOf(), HOUR, soon())).rejects.toThrow(DriverRefused);
    });
  });
}
