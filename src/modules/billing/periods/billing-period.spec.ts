import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Anchor, periodAt } from './billing-period.js';

const show = (anchor: Anchor, installed: string, at: string): string[] => {
  const { start, end } = periodAt(anchor, new Date(installed), new Date(at));
  return [start.toISOString().slice(0, 16), end.toISOString().slice(0, 16)];
};
const dates = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
const anchors = fc.constantFrom<Anchor>('anniversary', 'calendar-month');

/** Only UTC is read and written here, so that the time zone of a process cannot matter; the suite is run in several. */
describe('a billing period', () => {
  it.each([
    ['2026-01-15T09:30:00Z', '2026-01-15T09:30:00Z', '2026-01-15T09:30', '2026-02-15T09:30'],
    ['2026-01-15T09:30:00Z', '2026-02-15T09:29:59.999Z', '2026-01-15T09:30', '2026-02-15T09:30'],
    ['2026-01-15T09:30:00Z', '2026-02-15T09:30:00Z', '2026-02-15T09:30', '2026-03-15T09:30'],
    ['2026-01-29T00:00:00Z', '2026-02-28T00:00:00Z', '2026-02-28T00:00', '2026-03-29T00:00'],
    ['2026-01-30T00:00:00Z', '2026-02-27T23:59:59Z', '2026-01-30T00:00', '2026-02-28T00:00'],
    ['2026-01-31T23:59:59Z', '2026-02-28T23:59:59Z', '2026-02-28T23:59', '2026-03-31T23:59'],
    ['2026-01-31T00:00:00Z', '2026-04-30T00:00:00Z', '2026-04-30T00:00', '2026-05-31T00:00'],
    ['2026-12-31T00:00:00Z', '2027-01-30T12:00:00Z', '2026-12-31T00:00', '2027-01-31T00:00'],
    ['2028-01-30T00:00:00Z', '2028-02-29T00:00:00Z', '2028-02-29T00:00', '2028-03-30T00:00'],
    ['2028-02-29T06:00:00Z', '2029-02-28T06:00:00Z', '2029-02-28T06:00', '2029-03-29T06:00'],
    ['2028-02-29T06:00:00Z', '2032-02-29T06:00:00Z', '2032-02-29T06:00', '2032-03-29T06:00'],
  ])('of an installation made at %s has at %s gone from %s to %s', (installed, at, start, end) => {
    expect(show('anniversary', installed, at)).toEqual([start, end]);
  });

  it.each([
    ['2026-02-01T00:00:00.000Z', '2026-02-01T00:00', '2026-03-01T00:00'],
    ['2026-02-28T23:59:59.999Z', '2026-02-01T00:00', '2026-03-01T00:00'],
    ['2026-12-31T12:00:00.000Z', '2026-12-01T00:00', '2027-01-01T00:00'],
  ])('by calendar months goes at %s from %s to %s, whenever the installation was made', (at, start, end) => {
    expect(show('calendar-month', '2026-01-31T17:00:00Z', at)).toEqual([start, end]);
  });

  it('holds the instant that was asked for, but not its own end', () => {
    fc.assert(
      fc.property(anchors, dates, dates, (anchor, installed, at) => {
        const { start, end } = periodAt(anchor, installed, at);
        expect(start <= at && at < end).toBe(true);
        expect(periodAt(anchor, installed, end).start).toEqual(end);
        expect(periodAt(anchor, installed, new Date(end.getTime() - 1))).toEqual({ start, end });
      }),
    );
  });

  it('is a whole number of days, from 28 to 31', () => {
    fc.assert(
      fc.property(anchors, dates, dates, (anchor, installed, at) => {
        const { start, end } = periodAt(anchor, installed, at);
        const days = (end.getTime() - start.getTime()) / 86_400_000;
        expect([28, 29, 30, 31]).toContain(days);
      }),
    );
  });

  it('starts on the day of the installation wherever the month has it, and on the last one elsewhere', () => {
    fc.assert(
      fc.property(dates, dates, (installed, at) => {
        const { start } = periodAt('anniversary', installed, at);
        const next = new Date(start.getTime() + 86_400_000);
        const isLast = next.getUTCDate() === 1;
        const day = start.getUTCDate();
        expect(day === installed.getUTCDate() || (isLast && day < installed.getUTCDate())).toBe(true);
        expect(start.toISOString().slice(11)).toBe(installed.toISOString().slice(11));
      }),
    );
  });
});
