import { format, inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { Secret } from './index.js';

const CANARY = 'canary-7f3a';

describe('a secret', () => {
  const secret = Secret.of(CANARY);

  it('gives its value to whoever asks for it by name', () => {
    expect(secret.reveal()).toBe(CANARY);
  });

  it.each<[string, () => unknown]>([
    ['a template', () => `x${secret as unknown as string}`],
    ['concatenation', () => 'x' + (secret as unknown as string)],
    ['String()', () => String(secret)],
    ['JSON', () => JSON.stringify({ nested: [secret] })],
    ['inspect', () => inspect({ nested: [secret] }, { depth: 9, showHidden: true })],
    ['format', () => format('%s %o %j', secret, secret, secret)],
    ['an error message', () => new Error(String(secret)).stack],
  ])('shows only a mask in %s', (_, show) => {
    expect(show()).not.toContain(CANARY);
    expect(show()).toContain('[secret]');
  });

  it.each<[string, () => unknown]>([
    ['a structured clone', () => structuredClone(secret)],
    ['a spread of its entries', () => Object.fromEntries(Object.entries(secret))],
    ['Object.assign', () => Object.assign({}, secret)],
    ['its own keys', () => Reflect.ownKeys(secret)],
  ])('leaves nothing in %s', (_, copy) => {
    expect(inspect(copy(), { showHidden: true })).not.toContain(CANARY);
    expect(Object.keys(copy() as object)).toEqual([]);
  });

  it('equals another of the same text, whatever its length', () => {
    expect(secret.equals(Secret.of(CANARY))).toBe(true);
    expect(secret.equals(Secret.of(`${CANARY}x`))).toBe(false);
    expect(secret.equals(Secret.of(''))).toBe(false);
  });
});
