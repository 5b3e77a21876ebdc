import { describe, expect, it } from '@jest/globals';
import { translateNullable } from './nullable.js';

describe('nullable', () => {
  it('becomes one of the types', () => {
    expect(translateNullable({ type: 'string', nullable: true })).toEqual({ type: ['string', 'null'] });
  });

  it('adds null to an enumeration', () => {
    const schema = { type: 'string', enum: ['a'], nullable: true };
    expect(translateNullable(schema)).toEqual({ type: ['string', 'null'], enum: ['a', null] });
  });

  it('becomes an alternative where no type is named', () => {
    const schema = { items: [{ nullable: true, oneOf: [{ type: 'string' }] }] };
    expect(translateNullable(schema)).toEqual({
      items: [{ anyOf: [{ oneOf: [{ type: 'string' }] }, { type: 'null' }] }],
    });
  });

  it('is left alone as the name of a property', () => {
    const schema = { properties: { nullable: { type: 'boolean' } } };
    expect(translateNullable(schema)).toEqual(schema);
  });
});
