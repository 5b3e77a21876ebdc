import { globSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { ROOT } from '../../support/built.js';
import { runNode } from '../../support/run-node.js';

/** Money and time: whatever stands in these folders, and of the rest what shows days and periods through the whole server. */
const SPECS = [
  'libs/money/**/*.spec.ts',
  'src/modules/{billing,usage}/**/*.spec.ts',
  'test/e2e/{usage/measuring,billing/anchors}.spec.ts',
  'test/integration/time-zones/zone.spec.ts',
];

describe('the tests of money and time', () => {
  jest.setTimeout(600_000);

  it('pass in five time zones', async () => {
    const files = globSync(SPECS, { cwd: ROOT });
    const args = ['scripts/test-zones.js', '--runInBand', '--runTestsByPath', ...files];
    const { code, stdout, stderr } = await runNode(args, {
      cwd: ROOT,
      env: { TEST_DATABASE_URL: process.env['TEST_POSTGRES_URL'] ?? '' },
    });
    process.stdout.write(stdout);
    expect({ code, told: code === 0 ? '' : stderr }).toEqual({ code: 0, told: '' });
    const ran = stdout.match(/'(?:well|badly)'/g);
    expect(ran).toEqual(Array.from({ length: 4 }, () => "'well'"));
    expect(stdout.match(new RegExp(`│ ${files.length} +│`, 'g'))).toHaveLength(4);
  });
});
