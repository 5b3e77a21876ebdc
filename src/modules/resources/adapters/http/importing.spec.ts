import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signingKey } from '#libs/standard-webhooks';
import { DRIVER_SECRET, ExampleService, FaultyService } from '../../../../../test/support/provider/index.js';
import { Secret } from '../../../../platform/crypto/index.js';
import type { DriverResource, DriverSecret, Made } from '../../driver.port.js';
import { DriverUnavailable } from '../../driver.errors.js';
import type { InstanceOwner } from '../../importing.port.js';
import { resourceOf, soon } from '../../testing/driver-harness.js';
import { HttpDriver } from './http.driver.js';

const ADA: InstanceOwner = { kind: 'account', issuer: 'https://accounts.example', subject: 'ada' };
const BOB: InstanceOwner = { kind: 'installation', installationId: 'icfg_bob' };

const driverOf = (url: string): HttpDriver =>
  new HttpDriver({ url, keys: [signingKey(DRIVER_SECRET)], now: () => new Date(), callbackUrl: 'http://127.0.0.1:9' });

describe('an instance that a customer had at the service', () => {
  let service: ExampleService;
  let driver: HttpDriver;
  beforeAll(async () => {
    service = await ExampleService.start({ mode: 'async' });
    driver = driverOf(service.url);
  });
  afterAll(async () => {
    await driver.close();
    await service.stop();
  });

  const linked = async (owner: InstanceOwner): Promise<DriverResource> => {
    const [found] = await driver.listImportable(owner, 'doors', soon());
    return { ...resourceOf(), instance: found?.instance ?? '' };
  };
  const adopt = (resource: DriverResource, owner: InstanceOwner): Promise<Made> =>
    driver.adopt(resource, { owner, instance: resource.instance ?? '' }, Secret.of('seed'), soon());
  const knock = ({ id }: DriverResource, secrets: readonly DriverSecret[]): Promise<number> =>
    service.knock(id, secrets.find(({ name }) => name === 'DOOR_KEY')?.value.reveal());

  it('is listed for its owner, by account or by installation', async () => {
    const all = await Promise.all([ADA, BOB].map((owner) => driver.listImportable(owner, 'doors', soon())));
    expect(all.map(([found]) => found)).toEqual([
      { instance: 'door-account-ada', name: 'The door of ada' },
      { instance: 'door-installation-icfg_bob', name: 'The door of icfg_bob' },
    ]);
  });

  it('is adopted at once, also by a service that answers later, with the same secrets at every attempt', async () => {
    const resource = await linked(ADA);
    const made = await adopt(resource, ADA);
    expect(await knock(resource, made.secrets)).toBe(200);
    const again = await adopt(resource, ADA);
    expect(again.secrets.map(({ value }) => value.reveal())).toEqual(made.secrets.map(({ value }) => value.reveal()));
    await expect(adopt({ ...resourceOf(), instance: 'door-account-ada' }, BOB)).rejects.toThrow('not yours');
  });

  it('is released, and then not held any more', async () => {
    const resource = await linked(ADA);
    const { secrets } = await adopt(resource, ADA);
    expect(await driver.holds(resource, soon())).toBe(true);
    await driver.release(resource, soon());
    await driver.release(resource, soon());
    expect([await driver.holds(resource, soon()), await knock(resource, secrets)]).toEqual([false, 404]);
  });
});

describe('a service that answers nonsense about what customers had', () => {
  let service: FaultyService;
  let driver: HttpDriver;
  beforeAll(async () => {
    service = await FaultyService.start();
    driver = driverOf(service.url);
  });
  afterAll(async () => {
    await driver.close();
    await service.stop();
  });

  it.each([
    ['nothing', {}],
    ['no list', { instances: 'all' }],
    ['one without an id', { instances: [{ name: 'x' }] }],
    ['one without a name', { instances: [{ instance: 'x', name: ' \n ' }] }],
    ['an id that cannot be kept', { instances: [{ instance: 'x\u0000', name: 'x' }] }],
    ['an id of 257 characters', { instances: [{ instance: 'x'.repeat(257), name: 'x' }] }],
    ['one of them twice', { instances: [1, 2].map(() => ({ instance: 'x', name: 'x' })) }],
    [
      'more than a page holds',
      { instances: Array.from({ length: 1_001 }, (_, n) => ({ instance: `${n}`, name: 'x' })) },
    ],
  ])('counts as not available when it lists %s', async (_what, body) => {
    service.answer(200, body);
    await expect(driver.listImportable(ADA, 'doors', soon())).rejects.toThrow(DriverUnavailable);
  });

  it('shows names on one line, of bounded length', async () => {
    service.answer(200, { instances: [{ instance: 'x', name: `a\nb${'c'.repeat(400)}` }] });
    const [found] = await driver.listImportable(ADA, 'doors', soon());
    expect(found?.name).toBe(`a b${'c'.repeat(253)}`);
  });

  it.each([
    ['later', 202, {}],
    ['without secrets', 200, { status: 'ready' }],
  ])('counts as not available when it adopts %s', async (_what, status, body) => {
    service.answer(status, body);
    const adopting = driver.adopt(resourceOf(), { owner: ADA, instance: 'x' }, Secret.of('seed'), soon());
    await expect(adopting).rejects.toThrow(DriverUnavailable);
  });

  it.each([{}, { held: 'yes' }, { held: null }])('counts as not available when it holds %j', async (body) => {
    service.answer(200, body);
    await expect(driver.holds(resourceOf(), soon())).rejects.toThrow(DriverUnavailable);
  });
});
