import { describe, expect, it } from '@jest/globals';

import { MetadataInvalid, parseCatalog, type Product } from './index.js';
import { resourceCatalog } from './testing/catalog-text.js';

const product = parseCatalog(
  resourceCatalog([
    'products[0].metadata',
    {
      type: 'object',
      required: ['name', 'size'],
      properties: {
        name: { type: 'string', 'ui:control': 'input', minLength: 1, maxLength: 8, pattern: '^[^!]*$' },
        size: {
          type: 'string',
          'ui:control': 'select',
          default: 's',
          'ui:options': [
            { label: 'Small', value: 's' },
            { label: 'Large', value: 'l' },
            { label: 'Old', value: 'old', disabled: true },
          ],
        },
        region: { type: 'string', 'ui:control': 'vercel-region', 'ui:read-only': 'update', default: 'iad1' },
        replicas: { type: 'array', 'ui:control': 'multi-vercel-region', items: { type: 'string' }, maxItems: 2 },
        nodes: { type: 'number', 'ui:control': 'input', minimum: 1, maximum: 9 },
        backup: { type: 'boolean', 'ui:control': 'toggle', 'ui:read-only': true, default: false },
        host: { type: 'string', 'ui:control': 'domain' },
        constructor: { type: 'boolean', 'ui:control': 'toggle' },
      },
    },
  ]),
).getProduct('db');

const DEFAULTS = { size: 's', region: 'iad1', backup: false };
const FULL = {
  name: 'a',
  size: 'l',
  region: 'fra1',
  replicas: ['iad1', 'sfo1'],
  nodes: 3,
  backup: true,
  host: 'a.dev',
};

type Row = readonly [input: unknown, key: string, message: RegExp];

const BAD: readonly Row[] = [
  [{}, 'name', /is required/],
  [{ name: '' }, 'name', /not be empty/],
  [{ name: 'a'.repeat(9) }, 'name', /at most 8 characters/],
  [{ name: 'a!' }, 'name', /as the form asks/],
  [{ name: null }, 'name', /must be a text/],
  [{ name: 7 }, 'name', /must be a text/],
  [{ name: 'a\0b' }, 'name', /cannot be stored/],
  [{ name: '\ud800' }, 'name', /cannot be stored/],
  [{ name: 'a', size: 'm' }, 'size', /must be one of s, l$/],
  [{ name: 'a', size: 'old' }, 'size', /must be one of s, l$/],
  [{ name: 'a', region: 'moon' }, 'region', /must be a Vercel region/],
  [{ name: 'a', replicas: 'iad1' }, 'replicas', /must be a list/],
  [{ name: 'a', replicas: ['iad1', 7] }, 'replicas', /entry 2 must be a text/],
  [{ name: 'a', replicas: ['iad1', 'iad1'] }, 'replicas', /duplicate/],
  [{ name: 'a', replicas: ['iad1', 'sfo1', 'fra1'] }, 'replicas', /more than 2/],
  [{ name: 'a', nodes: '3' }, 'nodes', /must be a number/],
  [{ name: 'a', nodes: 0.5 }, 'nodes', />= 1/],
  [{ name: 'a', nodes: Infinity }, 'nodes', /must be a number|cannot be stored/],
  [{ name: 'a', nodes: 2 ** 53 }, 'nodes', /cannot be stored/],
  [{ name: 'a', backup: 'true' }, 'backup', /true or false/],
  [{ name: 'a', host: 'https://a.dev' }, 'host', /a domain name/],
  [{ name: 'a', colour: 'red' }, 'colour', /is not known/],
  [{ name: 'a', toString: 1 }, 'toString', /is not known/],
  [JSON.parse('{"name":"a","__proto__":{"isAdmin":true}}'), '__proto__', /is not known/],
  [{ name: 'a', constructor: { prototype: {} } }, 'constructor', /true or false/],
  ...[null, undefined, [], 'text', 7].map((input): Row => [input, 'metadata', /must be an object/]),
];

describe('metadata', () => {
  it.each(BAD)('%j is refused for %s', (input, key, message) => {
    expect(faultsOf(() => product.acceptMetadata(input))).toEqual([{ key, message: expect.stringMatching(message) }]);
  });

  it('gets its defaults, and only those', () => {
    expect(product.acceptMetadata({ name: 'a' })).toEqual({ name: 'a', ...DEFAULTS });
  });

  it('is taken whole', () => {
    expect(product.acceptMetadata(FULL)).toEqual(FULL);
  });

  it('has every fault reported at once, as a validation error', () => {
    const faults = faultsOf(() => product.acceptMetadata({ size: 'm', nodes: 'x', extra: 1 }));
    expect(faults.map(({ key }) => key)).toEqual(['size', 'nodes', 'extra', 'name']);
    expect(() => product.acceptMetadata({})).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'validation_error', details: { fields: [expect.anything()] } }),
    );
  });

  it('is not answered with more faults than a form can show', () => {
    const input = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`${n}-`.padEnd(500, 'x'), n]));
    const faults = faultsOf(() => product.acceptMetadata(input));
    expect(faults).toHaveLength(100);
    expect(Math.max(...faults.map(({ key }) => key.length))).toBe(100);
  });

  it('never reaches a prototype', () => {
    const input: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
    faultsOf(() => product.acceptMetadata(input));
    faultsOf(() => product.acceptMetadataChange(FULL, input));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('a change of metadata', () => {
  it('lays the given properties over the current ones', () => {
    expect(product.acceptMetadataChange(FULL, { name: 'b', nodes: 5 })).toEqual({ ...FULL, name: 'b', nodes: 5 });
    expect(product.acceptMetadataChange(FULL, {})).toEqual(FULL);
  });

  it.each([
    ['region', 'sfo1'],
    ['backup', false],
  ])('may not touch %s, which is read-only', (key, value) => {
    const faults = faultsOf(() => product.acceptMetadataChange(FULL, { [key]: value }));
    expect(faults).toEqual([{ key, message: 'cannot be changed' }]);
  });

  it('may repeat a read-only property, or send its default where none was stored', () => {
    expect(product.acceptMetadataChange(FULL, { region: 'fra1' })).toEqual(FULL);
    expect(product.acceptMetadataChange({ name: 'a' }, { region: 'iad1' })).toEqual({ name: 'a', region: 'iad1' });
  });

  it('is not judged by what the catalog no longer allows and nobody changes', () => {
    const old = { name: 'a!', size: 'old', gone: 1 };
    expect(product.acceptMetadataChange(old, { ...old, nodes: 2 })).toEqual({ ...old, nodes: 2 });
  });

  it('has each changed property checked', () => {
    const faults = faultsOf(() => product.acceptMetadataChange(FULL, { name: '', extra: 1, nodes: null }));
    expect(faults.map(({ key }) => key)).toEqual(['name', 'extra', 'nodes']);
  });
});

describe('a product without a form', () => {
  const plain: Product = parseCatalog(resourceCatalog(['products[0].metadata', undefined])).getProduct('db');

  it('takes only empty metadata', () => {
    expect(plain.acceptMetadata({})).toEqual({});
    expect(() => plain.acceptMetadata({ a: 1 })).toThrow(MetadataInvalid);
  });
});

function faultsOf(act: () => unknown): MetadataInvalid['fields'] {
  try {
    act();
  } catch (error) {
    if (error instanceof MetadataInvalid) return error.fields;
    throw error;
  }
  return [];
}
