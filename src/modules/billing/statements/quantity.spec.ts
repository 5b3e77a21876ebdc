import { describe, expect, it } from '@jest/globals';
import type { Measured } from './measured-usage.port.js';
import { quantityOf } from './quantity.js';

const APRIL = { start: new Date('2026-04-01T00:00:00Z'), end: new Date('2026-05-01T00:00:00Z') };
const HALF_OF_APRIL = String(15 * 86_400);
const nothing: Measured = {
  place: 0,
  meter: 'db/m',
  events: '0',
  sum: '0',
  maximum: null,
  latest: null,
  weighted: '0',
};

describe('what the parts of a time come to', () => {
  it.each([
    ['interval', [{ sum: '1.5' }, { sum: '2.25' }, { sum: '-0.75' }], '3'],
    ['total', [{ weighted: HALF_OF_APRIL }, { weighted: '0' }], '0.5'],
    ['total', [{ weighted: '1' }], '0.000000386'],
    ['rate', [{ maximum: '3' }, { maximum: null }, { maximum: '7.5' }], '7.5'],
  ] as const)('of a meter of the type %s', (type, parts, quantity) => {
    const measured = parts.map((part) => ({ ...nothing, ...part }));
    expect(quantityOf({ type }, measured, APRIL).toText(9)).toBe(quantity);
  });
});
