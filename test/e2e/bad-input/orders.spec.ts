import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shopOrder } from '../../support/partner-api/bodies.js';
import { callOf } from '../../support/partner-api/calls.js';
import { operationOf } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const RESOURCES = '/v1/installations/{installationId}/resources';
const ORDER = operationOf('POST', RESOURCES);
const CHANGE = operationOf('PATCH', `${RESOURCES}/{resourceId}`);
const LONG = 'x'.repeat(300);

type Wish = Readonly<Record<string, unknown>>;

/** An order, and the fields that are blamed. */
const REFUSED_ORDERS: readonly (readonly [string, Wish, readonly string[]])[] = [
  ['an unknown product', { productId: 'nothing' }, ['productId']],
  ['a product in capitals', { productId: 'SHOP' }, ['productId']],
  ['a product with space around', { productId: ' shop ' }, ['productId']],
  ['a product of 300 characters', { productId: LONG }, ['productId']],
  ['a product named as a member of every object', { productId: 'constructor' }, ['productId']],
  ['an unknown plan', { billingPlanId: 'nothing' }, ['billingPlanId']],
  ['a plan of 300 characters', { billingPlanId: LONG }, ['billingPlanId']],
  ['a plan of another product', { billingPlanId: 'stall-free' }, ['billingPlanId']],
  ['a plan that is no longer sold', { billingPlanId: 'legacy' }, ['billingPlanId']],
  ['a plan named as a member of every object', { billingPlanId: 'toString' }, ['billingPlanId']],
  ['an external id that is too long', { externalId: 'x'.repeat(1025) }, ['externalId']],
  ['several wrong fields', { productId: '', name: 7, metadata: [] }, ['metadata', 'name', 'productId']],
];

/** Metadata of an order, and the properties that are blamed. */
const REFUSED_METADATA: readonly (readonly [string, Wish, readonly string[]])[] = [
  ['a missing property', {}, ['owner']],
  ['an empty required text', { owner: '' }, ['owner']],
  ['null', { owner: null }, ['owner']],
  ['a number for a text', { owner: 1 }, ['owner']],
  ['an object', { owner: { name: 'ada' } }, ['owner']],
  ['a value that is not offered', { owner: 'ada', region: 'mars1' }, ['region']],
  ['a short text', { owner: 'ada', title: 'x' }, ['title']],
  ['a long text', { owner: 'ada', title: LONG }, ['title']],
  ['a number as text', { owner: 'ada', replicas: '2' }, ['replicas']],
  ['a number below the least', { owner: 'ada', replicas: 0 }, ['replicas']],
  ['a number above the most', { owner: 'ada', replicas: 5.5 }, ['replicas']],
  ['a truth as text', { owner: 'ada', public: 'true' }, ['public']],
  ['a text for a list', { owner: 'ada', regions: 'iad1' }, ['regions']],
  ['a list with a wrong element', { owner: 'ada', regions: ['iad1', 'mars1'] }, ['regions']],
  ['a list with a list', { owner: 'ada', regions: [['iad1']] }, ['regions']],
  ['a list that is too long', { owner: 'ada', regions: ['iad1', 'fra1', 'syd1'] }, ['regions']],
  ['a list that repeats itself', { owner: 'ada', regions: ['iad1', 'iad1'] }, ['regions']],
  ['an unknown property', { owner: 'ada', colour: 'red' }, ['colour']],
  ['an unknown property without a name', { owner: 'ada', '': 'red' }, ['']],
  ['a property that every object has', { owner: 'ada', toString: 'x' }, ['toString']],
  ['another property that every object has', { owner: 'ada', hasOwnProperty: 'x' }, ['hasOwnProperty']],
  ['a fault in every property', { title: 1, replicas: 'x', public: 1 }, ['owner', 'public', 'replicas', 'title']],
];

const DEFAULTS = { owner: 'ada', region: 'iad1' };

const ACCEPTED_METADATA: readonly (readonly [string, Wish, Wish])[] = [
  ['what is needed', { owner: 'ada' }, DEFAULTS],
  [
    'everything',
    { owner: 'ада', region: 'fra1', title: 'ok', replicas: 1.5, public: false, regions: ['syd1'] },
    { owner: 'ада', region: 'fra1', title: 'ok', replicas: 1.5, public: false, regions: ['syd1'] },
  ],
  ['names that lead to prototypes, which are ignored', { owner: 'ada', constructor: 1, prototype: {} }, DEFAULTS],
];

const REFUSED_CHANGES: readonly (readonly [string, Wish, readonly string[]])[] = [
  ['a property that is fixed', { metadata: { region: 'fra1' } }, ['region']],
  ['an unknown property', { metadata: { colour: 'red' } }, ['colour']],
  ['a property that every object has', { metadata: { toString: 'x' } }, ['toString']],
  ['a null property', { metadata: { title: null } }, ['title']],
  ['a plan of another product', { billingPlanId: 'stall-free' }, ['billingPlanId']],
  ['a plan that is no longer sold', { billingPlanId: 'legacy' }, ['billingPlanId']],
  ['a plan that is unknown', { billingPlanId: 'nothing' }, ['billingPlanId']],
  ['an unknown status', { status: 'READY' }, ['status']],
];

describe('an order that the catalog does not allow', () => {
  let probe: Probe;
  let tenants: Tenants;
  let subject: Subject;

  beforeAll(async () => {
    probe = await Probe.start();
    tenants = new Tenants(probe);
    subject = await tenants.installed();
  });
  afterAll(() => probe.stop());

  const order = (wish: Wish) => callOf(probe, ORDER, subject, { body: { ...shopOrder(), ...wish } });
  const change = (body: Wish) => callOf(probe, CHANGE, subject, { body });

  it.each(REFUSED_ORDERS)('is refused: %s', async (_name, wish, blamed) => {
    const answer = await probe.sendInVain(order(wish));
    expect([answer.status, keysOf(answer.body)]).toEqual([400, blamed]);
  });

  it.each(REFUSED_METADATA)('has each fault of its metadata told: %s', async (_name, metadata, blamed) => {
    const answer = await probe.sendInVain(order({ metadata }));
    expect([answer.status, keysOf(answer.body)]).toEqual([400, blamed]);
  });

  it.each(ACCEPTED_METADATA)('is none with %s', async (_name, metadata, shown) => {
    const answer = await probe.send(order({ metadata }));
    expect([answer.status, Object(answer.body).metadata]).toEqual([200, shown]);
  });

  it.each(REFUSED_CHANGES)('is refused as a change, too: %s', async (_name, wish, blamed) => {
    const answer = await probe.sendInVain(change(wish));
    expect([answer.status, keysOf(answer.body)]).toEqual([400, blamed]);
  });

  it('is refused as a whole when one part of a change is wrong', async () => {
    const answer = await probe.sendInVain(change({ name: 'other', billingPlanId: 'legacy' }));
    expect(answer.status).toBe(400);
  });

  it('is a conflict when the limit of its plan is reached, also by a change', async () => {
    const first = await probe.send(order({ billingPlanId: 'single' }));
    expect(first.status).toBe(200);
    expect((await probe.sendInVain(order({ billingPlanId: 'single' }))).status).toBe(409);
    expect((await probe.sendInVain(change({ billingPlanId: 'single' }))).status).toBe(409);
  });

  it('is a conflict when it renames what cannot be renamed', async () => {
    const made = await probe.send(order({ productId: 'stall', billingPlanId: 'stall-free', metadata: {} }));
    const { id } = made.body as { readonly id: string };
    const call = callOf(probe, CHANGE, { ...subject, resourceId: id }, { body: { name: 'other' } });
    expect((await probe.sendInVain(call)).status).toBe(409);
  });
});

function keysOf(body: unknown): readonly string[] {
  const { error } = body as { readonly error: { readonly fields?: readonly { readonly key: string }[] } };
  return [...new Set((error.fields ?? []).map(({ key }) => key))].toSorted();
}
