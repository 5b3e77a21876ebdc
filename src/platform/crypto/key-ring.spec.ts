import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { InvalidKeyRing, KeyRing } from './index.js';

const key = (): string => randomBytes(32).toString('base64');

function faultsOf(text: string): readonly string[] {
  try {
    KeyRing.parse(text);
  } catch (error) {
    if (error instanceof InvalidKeyRing) return error.faults;
    throw error;
  }
  return [];
}

describe('a key ring', () => {
  it('seals with the first of its keys', () => {
    expect(KeyRing.parse(`new:${key()},old:${key()}`).currentKeyId).toBe('new');
  });

  it('is read from a file with line ends and blanks', () => {
    expect(KeyRing.parse(` a:${key()} ,\n b_2-X:${key()}\n`).currentKeyId).toBe('a');
  });

  const [a, b] = [key(), key()];
  it.each([
    ['nothing', ''],
    ['an empty entry', `a:${a},`],
    ['no id', `:${a}`],
    ['no colon', a],
    ['an id of 33 characters', `${'a'.repeat(33)}:${a}`],
    ['an id with a blank', `a b:${a}`],
    ['a key of 31 bytes', `a:${randomBytes(31).toString('base64')}`],
    ['a key of 33 bytes', `a:${randomBytes(33).toString('base64')}`],
    ['a key in hex', `a:${randomBytes(32).toString('hex')}`],
    ['a key without padding', `a:${a.slice(0, -1)}`],
    ['a key with a character that is not base64', `a:${a.slice(0, -2)}*=`],
    ['an id twice', `a:${a},a:${b}`],
    ['a key twice', `a:${a},b:${a}`],
  ])('refuses %s', (_, text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  it('names every fault by its position and none by its value', () => {
    const short = randomBytes(16).toString('base64');
    const faults = faultsOf(`good:${a},bad id:${short},good:${b},twin:${a}`);
    expect(faults).toEqual([
      expect.stringContaining('entry 2: the id'),
      expect.stringContaining('entry 2: the key'),
      expect.stringContaining('entry 3: repeats the id'),
      expect.stringContaining('entry 4: repeats the key'),
    ]);
    for (const value of [short, a, b, 'bad id', 'twin']) expect(faults.join()).not.toContain(value);
  });

  it('shows no key when it is printed', () => {
    const ring = KeyRing.parse(`a:${a}`);
    const shown = inspect(ring, { depth: 9, showHidden: true }) + JSON.stringify(ring);
    expect(shown).not.toContain(a);
    expect(shown).not.toContain(Buffer.from(a, 'base64').toString('hex').slice(0, 8));
  });
});
