import { describe, expect, it } from '@jest/globals';
import type { Line } from '../rating/index.js';
import { discountOf, itemOf, toSend } from './wire.js';

const line: Line = {
  kind: 'usage',
  billed: 'arrears',
  resourceId: 'res_1',
  planId: 'pro',
  name: 'Compute',
  details: '12.5 hours used',
  start: new Date('2026-01-15T09:30:00Z'),
  end: new Date('2026-02-15T09:30:00Z'),
  price: '0.0004',
  quantity: '12.500000001',
  units: 'hours',
  cents: 7,
};
const dates = { start: '2026-01-15T09:30:00.000Z', end: '2026-02-15T09:30:00.000Z' };

describe('what Vercel is told of a position', () => {
  it('is a line with its price as it was priced, its quantity as a number and its total in whole cents', () => {
    expect(itemOf(line)).toEqual({
      billingPlanId: 'pro',
      resourceId: 'res_1',
      ...dates,
      name: 'Compute',
      details: '12.5 hours used',
      price: '0.0004',
      quantity: 12.500000001,
      units: 'hours',
      total: '0.07',
    });
  });

  it('is an amount above zero where it is taken off, and nothing of a resource where it is the installation as a whole', () => {
    const { kind: _kind, price: _price, quantity: _quantity, units: _units, ...discount } = line;
    expect(discountOf({ ...discount, resourceId: null, cents: 123_456 })).toEqual({
      billingPlanId: 'pro',
      ...dates,
      name: 'Compute',
      details: '12.5 hours used',
      amount: '1234.56',
    });
  });

  it('is sent as it was kept, with its instants as dates', () => {
    expect(toSend(itemOf(line))).toEqual({ ...itemOf(line), start: line.start, end: line.end });
    const { start: _start, end: _end, ...undated } = itemOf(line);
    expect(toSend(undated)).toEqual(undated);
  });
});
