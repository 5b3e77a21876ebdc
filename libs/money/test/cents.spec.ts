import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, centsOf, Exact, NotADecimal, roundToCents, signedAmountOf, signedCentsOf } from '../src/index.js';

const BILLION_DOLLARS = 100_000_000_000;

describe('cents', () => {
  it('come through text and back unchanged, every one from 0.01 to 100.00', () => {
    for (let cents = 1; cents <= 10_000; cents += 1) {
      const text = amountOf(cents);
      expect(text).toBe(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
      expect(centsOf(text)).toBe(cents);
      expect(roundToCents(Exact.parse(text))).toBe(cents);
    }
  });

  it('come through text with a sign and back unchanged, every one from -100.00 to 100.00', () => {
    for (let cents = -10_000; cents <= 10_000; cents += 1) {
      const text = signedAmountOf(cents);
      expect(text).toBe(cents < 0 ? `-${amountOf(-cents)}` : amountOf(cents));
      expect(signedCentsOf(text)).toBe(cents);
    }
  });

  it.each([['-0.00'], ['--1'], ['+1'], ['- 1'], ['-'], ['1-'], ['-1e2'], ['−1']])(
    'with a sign are not made of %j',
    (text) => {
      expect(() => signedCentsOf(text)).toThrow(NotADecimal);
    },
  );

  it('come through text and back unchanged, up to a billion dollars', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BILLION_DOLLARS }), (cents) => {
        expect(centsOf(amountOf(cents))).toBe(cents);
      }),
    );
  });

  it.each([
    ['7', 700],
    ['0.5', 50],
    ['0', 0],
    ['007.10', 710],
    ['1000000000.00', BILLION_DOLLARS],
  ])('of %j are %d', (text, cents) => {
    expect(centsOf(text)).toBe(cents);
  });

  it.each([
    ['4.355'],
    ['4.'],
    ['.5'],
    ['1e2'],
    ['+4'],
    ['-4'],
    ['-0.00'],
    ['4,35'],
    [''],
    [' '],
    [' 4'],
    ['4\n'],
    ['NaN'],
    ['Infinity'],
    ['0x10'],
    ['1_000'],
    ['$4'],
    ['٤'],
    ['4.3.5'],
    ['90071992547409.92'],
    ['9'.repeat(400)],
  ])('are not made of %j', (text) => {
    expect(() => centsOf(text)).toThrow(NotADecimal);
  });

  it.each([[0.5], [-1], [Number.NaN], [Infinity], [2 ** 53]])('do not become text when they are %d', (cents) => {
    expect(() => amountOf(cents)).toThrow(RangeError);
  });

  it.each([
    ['0.004999999', 0],
    ['0.005', 1],
    ['0.014999999', 1],
    ['0.015', 2],
    ['1.005', 101],
    ['4.355', 436],
    ['2.675', 268],
  ])('of %s dollars are %d, half a cent being a whole one', (dollars, cents) => {
    expect(roundToCents(Exact.parse(dollars))).toBe(cents);
  });

  it('of a quantity times a price, both with nine decimals, are those of the exact product', () => {
    const billionths = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(billionths, billionths, (quantity, price) => {
        const [left, right] = [quantity, price].map((one) => Exact.parse(Exact.whole(one).toText(0)));
        const billion = Exact.whole(10n ** 9n);
        const product = (left ?? Exact.zero).dividedBy(billion).times((right ?? Exact.zero).dividedBy(billion));
        const perCent = 10n ** 16n;
        expect(BigInt(roundToCents(product))).toBe((quantity * price * 2n + perCent) / (perCent * 2n));
      }),
    );
  });
});
