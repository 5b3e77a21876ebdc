import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from './invoice-minimum.js';

describe('a total', () => {
  it.each([
    [0, 0, 'nothing', 'nothing'],
    [1, 0, 'carry-over', 'write-off'],
    [49, 0, 'carry-over', 'write-off'],
    [0, 49, 'carry-over', 'write-off'],
    [50, 0, 'invoice', 'invoice'],
    [1, 49, 'invoice', 'invoice'],
    [2_000, 30, 'invoice', 'invoice'],
  ])('of %d cents with %d from before is for %s, and for %s when it is the last', (cents, carriedCents, so, last) => {
    expect(decide({ cents, carriedCents, isFinal: false }).decision).toBe(so);
    expect(decide({ cents, carriedCents, isFinal: true }).decision).toBe(last);
  });

  it('is invoiced in the end, to the last cent that was carried', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 40 }), (months) => {
        let [carriedCents, invoiced] = [0, 0];
        for (const cents of months) {
          const outcome = decide({ cents, carriedCents, isFinal: false });
          if (outcome.decision === 'invoice') invoiced += outcome.cents;
          carriedCents = outcome.decision === 'carry-over' ? outcome.cents : 0;
        }
        expect(invoiced + carriedCents).toBe(months.reduce((sum, cents) => sum + cents, 0));
        expect(carriedCents).toBeLessThan(50);
      }),
    );
  });
});
