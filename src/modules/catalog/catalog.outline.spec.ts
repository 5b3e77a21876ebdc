import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Catalog, CatalogInvalid, parseCatalog } from './index.js';
import { installationCatalog, resourceCatalog } from './testing/catalog-text.js';

const PLACES = [
  'billing',
  'plans',
  'plans[0]',
  'plans[1].pricing.meters',
  'products',
  'products[0]',
  'products[0].slug',
  'products[0].meters',
  'products[0].meters[0]',
  'products[0].capabilities',
  'products[0].metadata',
  'products[0].metadata.required',
  'products[0].metadata.properties',
  'products[0].metadata.properties.region',
  'products[0].metadata.properties.region.items',
  'products[0].metadata.properties.region.default',
  'products[0].metadata.properties.region.pattern',
  'products[0].metadata.properties.region.ui:options',
  'products[0].plans',
] as const;

describe('a misshapen part of a catalog', () => {
  it('is not looked into by the rules', () => {
    const faults = faultsOf(resourceCatalog(['products[0].plans[1].pricing', { fixedFee: 5, meters: 'all' }]));
    expect(faults.map(({ path }) => path)).toEqual([
      'products[0].plans[1].pricing.fixedFee',
      'products[0].plans[1].pricing.meters',
    ]);
  });

  it('is told apart from an item of a list when its key is a number', () => {
    const faults = faultsOf(resourceCatalog(['products[0].metadata.properties', { 0: null }]));
    expect(new Set(faults.map(({ path }) => path))).toEqual(new Set(['products[0].metadata.properties.0']));
  });

  it('is reported as faults wherever and whatever it is', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 'constructor', -1, 1e308, ''));
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), anything, fc.boolean(), (place, value, perInstallation) => {
        const shape = perInstallation || place.startsWith('plans');
        const text = shape ? installationCatalog([place, value]) : resourceCatalog([place, value]);
        const faults = faultsOf(text);
        expect(faults.every(({ problem }) => problem.length > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Lets every other error through, so that a rule that stumbles fails the test. */
function faultsOf(text: string): CatalogInvalid['faults'] {
  try {
    expect(parseCatalog(text)).toBeInstanceOf(Catalog);
  } catch (error) {
    if (error instanceof CatalogInvalid) return error.faults;
    throw error;
  }
  return [];
}
