import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextSlot } from './hourly-slot.js';

const HOUR = 3_600_000;

describe('the hour of an id', () => {
  it('comes within an hour, and again after just an hour', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
        (id, at) => {
          const slot = nextSlot(id, at);
          expect(slot > at && slot.getTime() - at.getTime() <= HOUR).toBe(true);
          expect(nextSlot(id, slot).getTime() - slot.getTime()).toBe(HOUR);
        },
      ),
    );
  });

  it('is spread evenly: of many, about as many are due in each minute', () => {
    const minutes = Array.from({ length: 6_000 }, (_, place) => nextSlot(`icfg_${place}`, new Date(0)).getUTCMinutes());
    const counts = [...Map.groupBy(minutes, (minute) => minute).values()].map((all) => all.length);
    expect(counts).toHaveLength(60);
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(150);
  });
});
