import { describe, expect, it } from '@jest/globals';
import { type Part, quantityOf } from './quantity.js';

const APRIL = { start: new Date('2026-04-01T00:00:00Z'), end: new Date('2026-05-01T00:00:00Z') };
const HALF_OF_APRIL = String(15 * 86_400);
const nothing: Part = { events: '0', sum: '0', maximum: null, latest: null, weighted: '0', isLast: true };

describe('what the parts of a time come to', () => {
  it.each([
    ['sum', [{ sum: '1.5' }, { sum: '2.25' }, { sum: '-0.75' }], '3'],
    ['time-weighted', [{ weighted: HALF_OF_APRIL }, { weighted: '0' }], '0.5'],
    ['time-weighted', [{ weighted: '1' }], '0.000000386'],
    ['latest', [{ latest: '7', isLast: false }, { latest: '3' }], '3'],
    ['latest', [{ latest: '7', isLast: false }], '0'],
    ['latest', [{}], '0'],
    ['maximum', [{ maximum: '3' }, { maximum: null }, { maximum: '7.5' }], '7.5'],
    [
      'mean',
      [
        { events: '3', sum: '9' },
        { events: '1', sum: '2' },
      ],
      '2.75',
    ],
    ['mean', [{}], '0'],
  ] as const)('is by %s of %j', (aggregation, parts, quantity) => {
    const measured = parts.map((part) => ({ ...nothing, ...part }));
    expect(quantityOf({ aggregation }, measured, APRIL).toText(9)).toBe(quantity);
  });
});
