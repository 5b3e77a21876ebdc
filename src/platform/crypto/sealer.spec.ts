import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { KeyRing, SealBroken, Sealer, Secret, UnknownSealingKey, type SealBinding, type Sealed } from './index.js';

const [older, newer] = [entry('older'), entry('newer')];
const sealer = new Sealer(KeyRing.parse(newer));
const binding: SealBinding = { table: 'secrets', column: 'value', tenant: 'icfg_1', row: 'res_1' };

/** UTF-16 units at random, so that lone surrogates and NUL are among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));
const part = fc.string({ maxLength: 8 });
const anyBinding = fc.record({
  table: part,
  column: part,
  tenant: part,
  row: fc.array(part, { minLength: 1, maxLength: 3 }),
});

function entry(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

function flip(sealed: Sealed, byte: number, bit: number): Sealed {
  const data = Buffer.from(sealed.data);
  data.writeUInt8(data.readUInt8(byte) ^ (1 << bit), byte);
  return { ...sealed, data };
}

describe('a sealed value', () => {
  it('opens to any text that was sealed', () => {
    fc.assert(
      fc.property(anyText, anyBinding, (text, place) => {
        expect(sealer.open(sealer.seal(Secret.of(text), place), place).reveal()).toBe(text);
      }),
    );
  });

  it('opens to any bytes that were sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(Uint8Array.from(sealer.openBytes(sealer.seal(bytes, binding), binding))).toEqual(bytes);
      }),
    );
  });

  it('is refused with any bit flipped', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(7), (text, at, bit) => {
        const sealed = sealer.seal(Secret.of(text), binding);
        expect(() => sealer.open(flip(sealed, at % sealed.data.length, bit), binding)).toThrow(SealBroken);
      }),
    );
  });

  it('is refused with every single byte changed, one after another', () => {
    const sealed = sealer.seal(Secret.of('x'), binding);
    for (let at = 0; at < sealed.data.length; at++) {
      expect(() => sealer.open(flip(sealed, at, 0), binding)).toThrow(SealBroken);
    }
  });

  it('is refused at any length but its own', () => {
    const { keyId, data } = sealer.seal(Secret.of('x'), binding);
    for (let length = 0; length < data.length; length++) {
      expect(() => sealer.open({ keyId, data: data.subarray(0, length) }, binding)).toThrow(SealBroken);
    }
    expect(() => sealer.open({ keyId, data: Buffer.concat([data, Buffer.alloc(1)]) }, binding)).toThrow(SealBroken);
  });

  it('is refused at any other place', () => {
    fc.assert(
      fc.property(anyBinding, anyBinding, (here, there) => {
        fc.pre(JSON.stringify(here) !== JSON.stringify(there));
        const sealed = sealer.seal(Secret.of('x'), here);
        expect(() => sealer.open(sealed, there)).toThrow(SealBroken);
      }),
    );
  });

  it.each<[string, Partial<SealBinding>]>([
    ['table', { table: 'secret' }],
    ['column', { column: 'valu' }],
    ['tenant', { tenant: 'icfg_2' }],
    ['row', { row: 'res_2' }],
    ['division of the same text', { column: 'valueicfg_1', tenant: '' }],
    ['division of the same row', { row: ['res', '_1'] }],
  ])('is refused with another %s', (_, other) => {
    const sealed = sealer.seal(Secret.of('x'), binding);
    expect(() => sealer.open(sealed, { ...binding, ...other })).toThrow(SealBroken);
  });

  it.each(['\0\0\0\0', '\0\0\0\u0001', ',', ':', '|'])(
    'tells a row of two parts from one that joins them by %j',
    (joint) => {
      const sealed = sealer.seal(Secret.of('x'), { ...binding, row: ['a', 'b'] });
      expect(() => sealer.open(sealed, { ...binding, row: `a${joint}b` })).toThrow(SealBroken);
    },
  );

  it('never contains the plain text, and is never the same twice', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 60 }), (text) => {
        const [one, two] = [sealer.seal(Secret.of(text), binding), sealer.seal(Secret.of(text), binding)];
        expect(one.data.includes(Buffer.from(text))).toBe(false);
        expect(one.data.equals(two.data)).toBe(false);
      }),
    );
  });

  it('does not open as text when it was sealed as bytes, nor the other way round', () => {
    expect(() => sealer.open(sealer.seal(Buffer.from('x'), binding), binding)).toThrow(SealBroken);
    expect(() => sealer.openBytes(sealer.seal(Secret.of('x'), binding), binding)).toThrow(SealBroken);
  });
});

describe('a sealed value and the keys', () => {
  const sealed = new Sealer(KeyRing.parse(older)).seal(Secret.of('kept'), binding);
  const both = new Sealer(KeyRing.parse(`${newer},${older}`));

  it('opens under any key of the ring', () => {
    expect(both.open(sealed, binding).reveal()).toBe('kept');
  });

  it('is resealed under the current key, and then opens without the old one', () => {
    const resealed = both.reseal(sealed, binding);
    expect(resealed.keyId).toBe('newer');
    expect(sealer.open(resealed, binding).reveal()).toBe('kept');
  });

  it('is refused under a key that the ring does not hold, with neither value nor key in the message', () => {
    expect(() => sealer.open(sealed, binding)).toThrow(UnknownSealingKey);
  });

  it('is refused under another key of the same ring', () => {
    expect(() => both.open({ ...sealed, keyId: 'newer' }, binding)).toThrow(SealBroken);
  });

  it('is refused under another key that took over its id', () => {
    const impostor = new Sealer(KeyRing.parse(entry('older')));
    expect(() => impostor.open(sealed, binding)).toThrow(SealBroken);
  });
});
