import { describe, expect, it } from '@jest/globals';

import { CatalogInvalid, parseCatalog } from './index.js';
import { resourceCatalog } from './testing/catalog-text.js';

const FIELD = 'products[0].metadata.properties.field';
const OPTIONS = [
  { label: 'A', value: 'a' },
  { label: 'B', value: 'b' },
];

const SOUND: readonly object[] = [
  { type: 'string', 'ui:control': 'input', minLength: 1, maxLength: 9, pattern: '^[a-z]+$', default: 'abc' },
  { type: 'number', 'ui:control': 'input', minimum: 1, exclusiveMaximum: 10, default: 2 },
  { type: 'boolean', 'ui:control': 'toggle', 'ui:label': 'On', default: false },
  { type: 'array', 'ui:control': 'slider', items: { type: 'number', minimum: 0 }, 'ui:steps': [1, 2], default: [1] },
  { type: 'string', 'ui:control': 'select', 'ui:options': OPTIONS, default: 'b', 'ui:read-only': 'update' },
  { type: 'array', 'ui:control': 'multi-select', items: { type: 'string' }, 'ui:options': OPTIONS, default: ['a'] },
  { type: 'string', 'ui:control': 'vercel-region', 'ui:options': ['iad1', { value: 'fra1' }], default: 'fra1' },
  { type: 'array', 'ui:control': 'multi-vercel-region', items: { type: 'string', enum: ['iad1'] }, default: ['iad1'] },
  { type: 'string', 'ui:control': 'domain', 'ui:hidden': { expr: 'x == 1' }, default: 'acme.dev' },
  { type: 'string', 'ui:control': 'git-namespace', 'ui:placeholder': 'team', 'ui:disabled': true },
];

const BAD: readonly (readonly [property: unknown, place: string, problem: RegExp])[] = [
  [{ type: 'string' }, '.ui:control', /is missing/],
  [{ 'ui:control': 'input' }, '.type', /is missing/],
  [null, '', /must be a mapping/],
  [{ type: 'string', 'ui:control': 'textarea' }, '.ui:control', /must be one of input/],
  [{ type: 'integer', 'ui:control': 'input' }, '.type', /must be one of string/],
  [{ type: 'boolean', 'ui:control': 'input' }, '.type', /string or number with the control input/],
  [{ type: 'string', 'ui:control': 'toggle' }, '.type', /boolean with the control toggle/],
  [{ type: 'array', 'ui:control': 'slider', items: { type: 'string' } }, '.items', /type number/],
  [{ type: 'array', 'ui:control': 'multi-vercel-region' }, '.items', /type string/],
  [{ type: 'string', 'ui:control': 'select' }, '.ui:options', /needs it/],
  [{ type: 'string', 'ui:control': 'select', 'ui:options': [] }, '.ui:options', /fewer than 1/],
  [{ type: 'string', 'ui:control': 'select', 'ui:options': ['a'] }, '.ui:options[0]', /label and value/],
  [{ type: 'string', 'ui:control': 'select', 'ui:options': [...OPTIONS, OPTIONS[0]] }, '.ui:options[2]', /repeats/],
  [
    { type: 'string', 'ui:control': 'select', 'ui:options': [{ label: 'A', value: 'a', disabled: true }] },
    '.ui:options',
    /no option/,
  ],
  [{ type: 'string', 'ui:control': 'input', 'ui:options': OPTIONS }, '.ui:options', /not go with the control input/],
  [{ type: 'string', 'ui:control': 'input', minimum: 1 }, '.minimum', /not go with the type string/],
  [{ type: 'number', 'ui:control': 'input', pattern: 'a' }, '.pattern', /not go with the type number/],
  [{ type: 'string', 'ui:control': 'input', pattern: '(' }, '.pattern', /not a regular expression/],
  [{ type: 'string', 'ui:control': 'input', 'ui:read-only': 'always' }, '.ui:read-only', /"create", "update"/],
  [{ type: 'string', 'ui:control': 'input', 'ui:colour': 'red' }, '.ui:colour', /is not known/],
  [{ type: 'string', 'ui:control': 'input', default: 7 }, '.default', /must be a text/],
  [{ type: 'string', 'ui:control': 'select', 'ui:options': OPTIONS, default: 'c' }, '.default', /one of a, b/],
  [{ type: 'string', 'ui:control': 'vercel-region', default: 'us-east-1' }, '.default', /Vercel region/],
  [{ type: 'string', 'ui:control': 'vercel-region', enum: ['iad1'], default: 'fra1' }, '.default', /one of iad1/],
];

describe('a metadata schema', () => {
  it.each(SOUND)('may hold %j', (property) => {
    expect(faultsOf(property)).toEqual([]);
  });

  it.each(BAD)('with %j has its fault at the property%s', (property, place, problem) => {
    expect(faultsOf(property)).toEqual([{ path: FIELD + place, problem: expect.stringMatching(problem) }]);
  });

  it.each(['__proto__', 'a.b', '0', ''])('may not name a property "%s"', (key) => {
    const properties = Object.fromEntries([[key, { type: 'boolean', 'ui:control': 'toggle' }]]);
    const text = resourceCatalog(['products[0].metadata', { type: 'object', properties }]);
    expect(() => parseCatalog(text)).toThrow(/must be 1 to 64 letters/);
  });

  it('requires only properties that it has', () => {
    const text = resourceCatalog(['products[0].metadata.required', ['region', 'constructor']]);
    expect(() => parseCatalog(text)).toThrow(/metadata\.required\[1\] is not one of the properties/);
  });
});

function faultsOf(property: unknown): CatalogInvalid['faults'] {
  try {
    parseCatalog(resourceCatalog([FIELD, property]));
  } catch (error) {
    if (error instanceof CatalogInvalid) return error.faults;
    throw error;
  }
  return [];
}
