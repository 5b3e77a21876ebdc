import { checkPartnerAnswer } from '#libs/vercel-contract';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';

import { readSettings, SettingsModule } from '../../platform/config/index.js';
import { DEVELOPMENT } from '../../platform/config/testing/environments.js';
import { Catalog, CatalogInvalid, CatalogModule, parseCatalog, UnknownProduct } from './index.js';
import { loadCatalog } from './catalog.loader.js';
import { installationCatalog, resourceCatalog } from './testing/catalog-text.js';

const shipped = loadCatalog('config/catalog.yaml');
const postgres = shipped.getProduct('postgres');

describe('a catalog', () => {
  it('finds what it sells and nothing else', () => {
    expect(shipped.findProduct('postgres')).toBe(postgres);
    expect(postgres.findPlan('legacy')?.disabled).toBe(true);
    expect([shipped.findProduct('redis'), postgres.findPlan('constructor')]).toEqual([null, null]);
    expect(() => shipped.getProduct('redis')).toThrow(UnknownProduct);
  });

  it('has no installation plans with billing per resource', () => {
    expect([shipped.defaultInstallationPlan(), shipped.findInstallationPlan('free')]).toEqual([null, null]);
  });

  it('offers installation plans on every product with billing per installation', () => {
    const catalog = parseCatalog(installationCatalog());
    expect(catalog.defaultInstallationPlan()?.id).toBe('base');
    expect(catalog.findInstallationPlan('team')?.scope).toBe('installation');
    expect(catalog.getProduct('db').findPlan('team')).toBe(catalog.findInstallationPlan('team'));
    expect(
      catalog
        .getProduct('db')
        .plansFor({})
        .map(({ id }) => id),
    ).toEqual(['base', 'team']);
  });

  it('says what customers may do, with careful defaults', () => {
    expect(postgres.capabilities).toMatchObject({ repl: { readOnlyMode: true }, rotation: { maxDelayHours: 720 } });
    expect(parseCatalog(resourceCatalog()).getProduct('db').capabilities).toEqual({
      repl: null,
      rotation: null,
      renaming: true,
      transfers: false,
      imports: false,
    });
  });

  it('is read once at the start from the configured file', async () => {
    const module = await start({});
    expect(module.get(Catalog).getProduct('postgres').plans).toHaveLength(4);
    await module.close();
  });

  it('stops the start when it has faults', async () => {
    await expect(start({ CATALOG_FILE: 'package.json' })).rejects.toThrow(CatalogInvalid);
  });
});

describe('a plan', () => {
  it('goes to Vercel whole, without empty keys', () => {
    expect(plan('pro').toBillingPlan()).toEqual({
      id: 'pro',
      type: 'subscription',
      scope: 'resource',
      name: 'Pro',
      description: expect.any(String),
      cost: '$20.00/month',
      details: expect.arrayContaining([{ label: 'Storage', value: '$0.15 per GB and month' }]),
      paymentMethodRequired: true,
    });
    expect(plan('credits').toBillingPlan()).toMatchObject({ type: 'prepayment', minimumAmount: '1.00' });
    expect(plan('credits').toBillingPlan()).not.toHaveProperty('paymentMethodRequired');
    expect(plan('legacy').toBillingPlan()).toHaveProperty('disabled', true);
  });

  it.each([
    [undefined, { floor: 0, low: 20 }],
    [{ low: '5.00' }, { floor: 0, low: 500 }],
    [{ belowZero: 'allow' }, { floor: null, low: 20 }],
    [
      { belowZero: 'allow', limit: '10.00' },
      { floor: -1_000, low: 20 },
    ],
  ])('with %j has credits that go so far', (credits, terms) => {
    const [product] = parseCatalog(resourceCatalog(['products[0].plans[2].credits', credits])).products;
    expect(product?.findPlan('credits')?.credits).toEqual(terms);
    expect(product?.findPlan('pro')?.credits).toBeNull();
  });

  it('gives the preauthorization as a number and other amounts as texts', () => {
    const text = resourceCatalog(
      ['products[0].plans[1].preauthorizationAmount', '10.50'],
      ['products[0].plans[1].initialCharge', '20.00'],
    );
    const sent = parseCatalog(text).getProduct('db').findPlan('pro')?.toBillingPlan();
    expect(sent).toMatchObject({ preauthorizationAmount: 10.5, initialCharge: '20.00' });
  });

  it('takes the date of a change and a closed door from the moment', () => {
    const effectiveDate = new Date('2027-03-01T00:00:00Z');
    expect(plan('pro').toBillingPlan({ effectiveDate, disabled: true })).toMatchObject({
      effectiveDate: '2027-03-01T00:00:00.000Z',
      disabled: true,
    });
  });

  it('answers the plans call as the contract says', () => {
    const body = { plans: postgres.plans.map((each) => each.toBillingPlan({ effectiveDate: new Date() })) };
    const answer = { method: 'GET', path: '/v1/products/postgres/plans', status: 200, body };
    expect(checkPartnerAnswer(answer)).toEqual([]);
  });

  it('is free only when nothing can be owed on it', () => {
    expect(postgres.plans.filter((each) => each.isFree).map(({ id }) => id)).toEqual(['free']);
    expect(plan('free').limits).toEqual({ resourcesPerInstallation: 1 });
  });

  it('has meters that say what a period comes to', () => {
    const [aggregations, kinds] = [
      postgres.meters.map(({ aggregation }) => aggregation),
      postgres.meters.map(({ type }) => type),
    ];
    expect(kinds).toEqual(['total', 'interval', 'interval']);
    expect(aggregations).toEqual(['time-weighted', 'sum', 'sum']);
  });

  it('keeps its prices as exact texts', () => {
    expect(plan('pro').pricing).toEqual({
      billed: 'arrears',
      proration: 'second',
      fixedFee: '20.00',
      meters: [
        { meter: 'storage', unitPrice: '0.15' },
        { meter: 'compute', unitPrice: '0.10' },
        { meter: 'queries', unitPrice: '0.40' },
      ],
      discounts: [],
    });
  });
});

function plan(id: string): NonNullable<ReturnType<typeof postgres.findPlan>> {
  const found = postgres.findPlan(id);
  if (found === null) throw new Error(`no plan ${id}`);
  return found;
}

function start(env: NodeJS.ProcessEnv) {
  const settings = readSettings({ ...DEVELOPMENT, ...env });
  return Test.createTestingModule({ imports: [SettingsModule.of(settings), CatalogModule] }).compile();
}
