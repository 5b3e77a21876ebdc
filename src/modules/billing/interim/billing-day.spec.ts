import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periodAt } from '../periods/index.js';
import { dayAt, dayUntil, isSendable, nameOf } from './billing-day.js';

const INSTALLED = new Date('2026-01-31T09:30:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

describe('a billing day', () => {
  it.each([
    ['2026-01-31T10:00:00Z', '2026-01-31T09:30:00.000Z', '2026-02-01T00:00:00.000Z'],
    ['2026-02-01T00:00:00Z', '2026-02-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z'],
    ['2026-02-28T09:29:59Z', '2026-02-28T00:00:00.000Z', '2026-02-28T09:30:00.000Z'],
    ['2026-02-28T09:30:00Z', '2026-02-28T09:30:00.000Z', '2026-03-01T00:00:00.000Z'],
  ])('at %s goes from %s to %s, by UTC and within the period', (at, start, end) => {
    const instant = new Date(at);
    const { day } = dayAt(periodAt('anniversary', INSTALLED, instant), instant);
    expect([day.start.toISOString(), day.end.toISOString()]).toEqual([start, end]);
  });

  it('follows the one before without a gap, and is found again by its end', () => {
    const instants = fc.date({ min: INSTALLED, max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (at) => {
        const one = dayAt(periodAt('anniversary', INSTALLED, at), at);
        const next = dayAt(periodAt('anniversary', INSTALLED, one.day.end), one.day.end);
        expect(one.day.start <= at && at < one.day.end).toBe(true);
        expect(next.day.start).toEqual(one.day.end);
        expect(dayUntil(one.period, one.day.end)).toEqual(one);
      }),
    );
  });

  it('can be told of for almost 24 hours after its end', () => {
    const one = dayAt(periodAt('anniversary', INSTALLED, INSTALLED), INSTALLED);
    const after = (ms: number): Date => new Date(one.day.end.getTime() + ms);
    expect(isSendable(one, after(DAY - 2 * MINUTE))).toBe(true);
    expect(isSendable(one, after(DAY - MINUTE + 1))).toBe(false);
    expect(nameOf(one)).toBe('2026-01-31');
  });
});
