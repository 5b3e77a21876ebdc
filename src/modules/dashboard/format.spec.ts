import { describe, expect, it } from '@jest/globals';
import { day, dollars, dollarsOf, minute, quantity } from './format.js';

describe('amounts', () => {
  it.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [123_456, '$1,234.56'],
    [-300, '−$3.00'],
    [-123_456_789, '−$1,234,567.89'],
    [99_999_999_999_999, '$999,999,999,999.99'],
  ])('of %d cents read %s', (cents, text) => {
    expect(dollars(cents)).toBe(text);
  });

  it('keep every decimal of a price', () => {
    expect(dollarsOf('1234.000000001')).toBe('$1,234.000000001');
  });

  it('of units have at most three decimals, and none is lost before the point', () => {
    expect(['0', '1234.5', '0.0004', '12345678901234567890.9876'].map(quantity)).toEqual([
      '0',
      '1,234.5',
      '0',
      '12,345,678,901,234,567,890.988',
    ]);
  });
});

describe('times', () => {
  it('are told in UTC, for people and for machines', () => {
    const at = new Date('2026-02-28T23:59:31.500Z');
    expect(day(at)).toEqual({ iso: '2026-02-28', text: '28 Feb 2026' });
    expect(minute(at)).toEqual({ iso: '2026-02-28T23:59:31.500Z', text: '28 Feb 2026, 23:59 UTC' });
  });
});
