import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { loadCatalog } from './catalog.loader.js';
import { CatalogInvalid, parseCatalog } from './index.js';
import { installationCatalog, resourceCatalog } from './testing/catalog-text.js';

const PRO = 'products[0].plans[1]';
const CREDITS = 'products[0].plans[2]';
const METER = `${PRO}.pricing.meters[0]`;

type Row = readonly [path: string, value: unknown, place: string, problem: RegExp];

const BAD: readonly Row[] = [
  ['billing', 'team', 'billing', /must be one of resource, installation/],
  ['period', undefined, 'period', /is missing/],
  ['colour', 'red', 'colour', /is not known/],
  ['products', [], 'products', /fewer than 1/],
  ['products[0].slug', 'Db', 'products[0].slug', /lower-case/],
  ['products[0].driver', undefined, 'products[0].driver', /is missing/],
  ['products[0].plans', [], 'products[0].plans', /at least one plan/],
  ['products[0].plans', 'free', 'products[0].plans', /must be a list/],
  ['products[0].capabilities', { repl: true }, 'products[0].capabilities.repl', /false or an object/],
  [
    'products[0].capabilities',
    { rotation: { maxDelayHours: 721 } },
    'products[0].capabilities.rotation.maxDelayHours',
    /720/,
  ],
  ['products[0].meters[0].type', 'sum', 'products[0].meters[0].type', /total, interval, rate/],
  ['products[0].meters[0].aggregation', 'average', 'products[0].meters[0].aggregation', /time-weighted, latest, sum/],
  ['products[0].meters[0].aggregation', 'sum', 'products[0].meters[0].aggregation', /time-weighted or latest for/],
  [`${PRO}.id`, 'free', `${PRO}.id`, /taken already/],
  [`${PRO}.id`, '', `${PRO}.id`, /1 to 64 letters/],
  [`${PRO}.type`, 'invoice', `${PRO}.type`, /subscription, prepayment/],
  [`${PRO}.name`, '  ', `${PRO}.name`, /not empty/],
  [`${PRO}.scope`, 'installation', `${PRO}.scope`, /must be resource/],
  [`${PRO}.default`, true, `${PRO}.default`, /for installation plans/],
  [`${PRO}.quote`, [], `${PRO}.quote`, /is not known/],
  [`${PRO}.cost`, 20, `${PRO}.cost`, /a text that is not empty/],
  [`${PRO}.effectiveDate`, 'tomorrow', `${PRO}.effectiveDate`, /date and time in UTC/],
  [`${PRO}.limits`, { resourcesPerInstallation: 0 }, `${PRO}.limits.resourcesPerInstallation`, />= 1/],
  [`${PRO}.minimumAmount`, '1.00', `${PRO}.minimumAmount`, /not go with the type subscription/],
  [`${PRO}.initialCharge`, 20.5, `${PRO}.initialCharge`, /in quotes with two decimals/],
  [`${PRO}.initialCharge`, '20.5', `${PRO}.initialCharge`, /in quotes with two decimals/],
  [`${PRO}.initialCharge`, '-1.00', `${PRO}.initialCharge`, /in quotes with two decimals/],
  ['products[0].plans[0].pricing', { fixedFee: '0.01' }, 'products[0].plans[0].pricing.fixedFee', /without a payment/],
  ['products[0].plans[0].initialCharge', '1.00', 'products[0].plans[0].initialCharge', /without a payment/],
  [
    'products[0].plans[0].pricing',
    { meters: [{ meter: 'storage', unitPrice: '0.000000001' }] },
    'products[0].plans[0].pricing.meters[0]',
    /without a payment/,
  ],
  [`${PRO}.pricing.fixedFee`, '1e2', `${PRO}.pricing.fixedFee`, /two decimals/],
  [`${PRO}.pricing.discounts`, [{ name: 'x' }], `${PRO}.pricing.discounts[0]`, /percentage or an amount/],
  [
    `${PRO}.pricing.discounts`,
    [{ name: 'x', percentage: '5', amount: '1.00' }],
    `${PRO}.pricing.discounts[0]`,
    /percentage or an amount/,
  ],
  [`${PRO}.pricing.discounts`, [{ name: 'x', percentage: '101' }], `${PRO}.pricing.discounts[0].percentage`, /to 100/],
  [`${PRO}.pricing.discounts`, [{ name: 'x', percentage: '-5' }], `${PRO}.pricing.discounts[0].percentage`, /to 100/],
  [`${PRO}.pricing.discounts`, [{ name: 'x', amount: '5' }], `${PRO}.pricing.discounts[0].amount`, /two decimals/],
  [`${PRO}.pricing`, { billed: 'advance' }, `${PRO}.pricing.billed`, /needs a fixedFee/],
  [`${METER}.meter`, 'traffic', `${METER}.meter`, /not a meter of the catalog/],
  [`${METER}.unitPrice`, 0.15, `${METER}.unitPrice`, /decimal number in quotes/],
  [`${METER}.unitPrice`, undefined, METER, /either a unitPrice or tiers/],
  [`${METER}.tiers`, { mode: 'volume', steps: [{ unitPrice: '1' }] }, METER, /either a unitPrice or tiers/],
  [`${PRO}.pricing.meters[1]`, { meter: 'storage', unitPrice: '1' }, `${PRO}.pricing.meters[1].meter`, /price already/],
  [`${CREDITS}.paymentMethodRequired`, true, `${CREDITS}.paymentMethodRequired`, /not go with the type prepayment/],
  [`${CREDITS}.maximumAmount`, '0.99', `${CREDITS}.maximumAmount`, /not be below minimumAmount/],
  [`${PRO}.credits`, { belowZero: 'allow' }, `${PRO}.credits`, /not go with the type subscription/],
  [`${CREDITS}.credits`, { belowZero: 'never' }, `${CREDITS}.credits.belowZero`, /stop, allow/],
  [`${CREDITS}.credits`, { limit: '1.00' }, `${CREDITS}.credits.limit`, /needs belowZero: allow/],
  [`${CREDITS}.credits`, { low: '-1.00' }, `${CREDITS}.credits.low`, /two decimals/],
  ['plans', [], 'plans', /fewer than 1/],
];

const BAD_TIERS: readonly (readonly [steps: unknown, place: string, problem: RegExp])[] = [
  [[{ unitPrice: '1' }, { unitPrice: '2' }], 'steps[0].upTo', /only the last step is open/],
  [[{ upTo: '10', unitPrice: '1' }], 'steps[0].upTo', /last step, which is open/],
  [[{ upTo: '10', unitPrice: '1' }, { upTo: '9.5', unitPrice: '2' }, { unitPrice: '3' }], 'steps[1].upTo', /above/],
  [[], 'steps', /fewer than 1/],
];

const BAD_FOR_INSTALLATIONS: readonly Row[] = [
  ['billing', 'resource', 'plans', /must not stand with billing: resource/],
  ['plans', undefined, 'plans', /exactly one plan with default/],
  ['plans[1].default', true, 'plans', /exactly one plan with default/],
  ['plans[0].disabled', true, 'plans[0].disabled', /not stand on the default plan/],
  ['plans[1].scope', 'resource', 'plans[1].scope', /must be installation/],
  ['plans[1].pricing.meters[0].meter', 'storage', 'plans[1].pricing.meters[0].meter', /not a meter/],
  [
    'products[0].plans',
    [{ id: 'team', type: 'subscription', name: 'T', description: 'T' }],
    'products[0].plans[0].id',
    /taken by an installation plan/,
  ],
];

describe('a catalog file', () => {
  it.each(BAD)('with %s = %j has its fault at %s', (path, value, place, problem) => {
    expect(faultsOf(resourceCatalog([path, value]))).toContainEqual({
      path: place,
      problem: expect.stringMatching(problem),
    });
    expect(faultsOf(resourceCatalog([path, value]))).toHaveLength(1);
  });

  it.each(BAD_TIERS)('with the tiers %j has its fault at %s', (steps, place, problem) => {
    const text = resourceCatalog([METER, { meter: 'storage', tiers: { mode: 'graduated', steps } }]);
    expect(faultsOf(text)).toEqual([{ path: `${METER}.tiers.${place}`, problem: expect.stringMatching(problem) }]);
  });

  it.each(BAD_FOR_INSTALLATIONS)('with billing per installation and %s = %j has its fault at %s', (...row) => {
    const [path, value, place, problem] = row;
    expect(faultsOf(installationCatalog([path, value]))).toContainEqual({
      path: place,
      problem: expect.stringMatching(problem),
    });
  });

  it('has all its faults listed at once, those of shape and those of rules', () => {
    const text = resourceCatalog(
      ['products[0].plans[0].cost', 0],
      [`${METER}.meter`, 'traffic'],
      [`${CREDITS}.id`, 'pro'],
      ['products[0].metadata.properties.region.default', 'nowhere'],
    );
    expect(faultsOf(text).map(({ path }) => path)).toEqual([
      'products[0].plans[0].cost',
      `${CREDITS}.id`,
      `${METER}.meter`,
      'products[0].metadata.properties.region.default',
    ]);
  });

  it.each([
    ['no YAML', 'billing: [', /./],
    ['a repeated key', 'billing: resource\nbilling: resource', /unique/i],
    ['an unknown tag', 'billing: !secret x', /tag/i],
    ['nothing', '', /must be a mapping/],
    ['a list', '[]', /must be a mapping/],
    ['an alias bomb', bomb(), /alias/i],
  ])('may not be %s', (_, text, problem) => {
    expect(faultsOf(text)[0]?.problem).toMatch(problem);
  });

  it('must exist', () => {
    expect(() => loadCatalog('config/none.yaml')).toThrow(CatalogInvalid);
  });

  it('names every fault in the message that stops the start', () => {
    expect(() => parseCatalog(resourceCatalog(['billing', 'x'], ['period', 'y']))).toThrow(
      /billing must be one of [^]*period must be one of/,
    );
  });

  it('ships with a sound content', () => {
    const catalog = loadCatalog('config/catalog.yaml');
    expect(catalog.billing).toBe('resource');
    expect(catalog.getProduct('postgres').plans.map(({ id, type, disabled }) => [id, type, disabled])).toEqual([
      ['free', 'subscription', false],
      ['pro', 'subscription', false],
      ['credits', 'prepayment', false],
      ['legacy', 'subscription', true],
    ]);
    expect(readFileSync('config/catalog.yaml', 'utf8')).toContain('$schema=./catalog.schema.json');
  });
});

function faultsOf(text: string): CatalogInvalid['faults'] {
  try {
    parseCatalog(text);
  } catch (error) {
    if (error instanceof CatalogInvalid) return error.faults;
    throw error;
  }
  return [];
}

function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`);
  return ['a0: &a0 x', ...lines].join('\n');
}
