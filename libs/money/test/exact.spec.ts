import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Exact, NotADecimal } from '../src/index.js';

/** Decimal text with up to nine places, and what it is in billionths. */
const decimals = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 9n - 1n }))
  .map(([whole, fraction]) => ({
    text: `${whole}.${String(fraction).padStart(9, '0')}`,
    billionths: whole * 10n ** 9n + fraction,
  }));

describe('an exact number', () => {
  it('is what its text says', () => {
    fc.assert(
      fc.property(decimals, ({ text, billionths }) => {
        expect(Exact.parse(text).scaled(9)).toBe(billionths);
        expect(Exact.parse(Exact.parse(text).toText(9)).compare(Exact.parse(text))).toBe(0);
      }),
    );
  });

  it('adds, takes away and compares as whole numbers do', () => {
    fc.assert(
      fc.property(decimals, decimals, (one, other) => {
        const [a, b] = [Exact.parse(one.text), Exact.parse(other.text)];
        expect(a.plus(b).scaled(9)).toBe(one.billionths + other.billionths);
        expect(a.minus(b).scaled(9)).toBe(one.billionths - other.billionths);
        expect(Math.sign(a.compare(b))).toBe(Math.sign(Number(one.billionths - other.billionths)));
      }),
    );
  });

  it('is the same when it was divided into parts and these were added up', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 2_678_400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(decimals, parts, ({ text }, seconds) => {
        const whole = Exact.whole(seconds.reduce((sum, one) => sum + one, 0));
        const sum = seconds
          .map((one) => Exact.parse(text).times(Exact.whole(one)).dividedBy(whole))
          .reduce((a, b) => a.plus(b), Exact.zero);
        expect(sum.compare(Exact.parse(text))).toBe(0);
      }),
    );
  });

  it.each([
    ['0.5', 0, '1'],
    ['-0.5', 0, '-1'],
    ['-0.4', 0, '0'],
    ['10.100', 9, '10.1'],
    ['100', 0, '100'],
    ['100', 2, '100'],
    ['0.000000001', 9, '0.000000001'],
  ])('%s with %d places reads %s', (text, places, read) => {
    expect(Exact.parseSigned(text).toText(places)).toBe(read);
  });

  it('keeps within limits', () => {
    const [one, two] = [Exact.whole(1), Exact.whole(2)];
    expect([two.atMost(one), one.atMost(two), one.atLeast(two), two.atLeast(one)]).toEqual([one, one, two, two]);
    expect([Exact.zero.isPositive, one.isPositive, one.minus(two).isPositive]).toEqual([false, true, false]);
  });

  it.each([['4.'], ['.5'], ['1e2'], ['+4'], ['4,35'], [''], ['NaN'], ['--4'], ['- 4'], ['-'], ['1'.repeat(65)]])(
    'is not made of %j, with a sign or without',
    (text) => {
      expect(() => Exact.parse(text)).toThrow(NotADecimal);
      expect(() => Exact.parseSigned(text)).toThrow(NotADecimal);
    },
  );

  it('has a sign only where one is allowed', () => {
    expect(() => Exact.parse('-4')).toThrow(NotADecimal);
    expect(Exact.parseSigned('-4').scaled(0)).toBe(-4n);
  });

  it.each([[1.5], [Number.NaN], [2 ** 53]])('is not made of the number %d', (number) => {
    expect(() => Exact.whole(number)).toThrow(RangeError);
  });

  it('is not divided by zero', () => {
    expect(() => Exact.whole(1).dividedBy(Exact.zero)).toThrow(RangeError);
  });
});
