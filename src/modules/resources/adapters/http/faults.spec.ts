import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isSigned, isTimely, readMessageHead, signingKey } from '#libs/standard-webhooks';
import { type Fault, FaultyService } from '../../../../../test/support/provider/index.js';
import { Secret } from '../../../../platform/crypto/index.js';
import { DriverRefused, DriverUnavailable, ReplFailed } from '../../driver.errors.js';
import { resourceOf, soon } from '../../testing/driver-harness.js';
import { HttpDriver } from './http.driver.js';

const KEYS = ['newest-secret-of-the-tests', 'former-secret-of-the-tests'].map(signingKey);
const SECRETS = [{ name: 'DOOR_KEY', value: 'a' }];
const MESSAGE = { error: { code: 'limit', message: 'Ask\nsales first.' } };
const BLOCKS = [{ type: 'paragraph', children: [{ type: 'text', text: 'no', color: '#ff0000' }] }];

describe('a service behind the http driver', () => {
  const resource = resourceOf();
  const seed = Secret.of('seed-of-the-credential');
  let service: FaultyService;
  let driver: HttpDriver;
  beforeAll(async () => {
    service = await FaultyService.start();
    driver = new HttpDriver({
      url: `${service.url}/product`,
      keys: KEYS,
      now: () => new Date(),
      callbackUrl: 'https://shop.example/callbacks',
    });
  });
  afterEach(() => void service.requests.splice(0));
  afterAll(async () => {
    await driver.close();
    await service.stop();
  });

  const provision = (operationId?: string) =>
    driver.provision(resource, seed, { ...soon(), ...(operationId === undefined ? {} : { operationId }) });
  const failureOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'none',
      (error: unknown) => error,
    );

  it('hears what is to be done, signed with every key, each time under another id', async () => {
    service.answer(200, { status: 'ready', secrets: SECRETS });
    await provision('op_1');
    await provision('op_1');
    const [first, second] = service.requests;
    const head = readMessageHead(distinct(first?.headers));
    if (first === undefined || head === null) throw new Error('nothing was signed');
    for (const key of KEYS) expect(isSigned(head, Buffer.from(first.body), [key])).toBe(true);
    expect(isTimely(head, new Date(), 60)).toBe(true);
    expect(first.path).toBe('/product/provision');
    expect(JSON.parse(first.body)).toEqual({
      operation: 'provision',
      resource,
      credentialSeed: 'seed-of-the-credential',
      callback: { operationId: 'op_1', url: 'https://shop.example/callbacks/op_1' },
    });
    expect(second?.body).toBe(first.body);
    expect(second?.headers['webhook-id']).not.toBe(first.headers['webhook-id']);
  });

  it('may take its time where it can report, and only there', async () => {
    service.answerBy((response) => response.writeHead(202).end());
    expect(await provision('op_1')).toEqual({ status: 'pending', secrets: [] });
    expect(await driver.deprovision(resource, { ...soon(), operationId: 'op_2' })).toEqual({ status: 'pending' });
    const version = driver.rotateSecrets(resource, seed, 2, { ...soon(), operationId: 'op_3' });
    expect(await version).toEqual({ status: 'pending' });
    expect(await failureOf(provision())).toBeInstanceOf(DriverUnavailable);
    expect(await failureOf(driver.deprovision(resource, soon()))).toBeInstanceOf(DriverUnavailable);
    expect(await failureOf(driver.update(resource, soon()))).toBeInstanceOf(DriverUnavailable);
  });

  it('refuses for good by a 4xx with a message, which the customer reads on one line', async () => {
    for (const status of [400, 402, 403, 404, 409, 410, 422]) {
      service.answer(status, MESSAGE);
      const failure = await failureOf(provision());
      expect(failure).toBeInstanceOf(DriverRefused);
      expect((failure as Error).message).toBe('Ask sales first.');
    }
  });

  it('tells with blocks why a command failed, and with a message why there is no console', async () => {
    const run = () => driver.repl(resource, { input: 'x', mode: 'read-only' }, soon());
    service.answer(400, { blocks: BLOCKS });
    const failure = await failureOf(run());
    expect(failure).toBeInstanceOf(ReplFailed);
    expect((failure as ReplFailed).blocks).toEqual(BLOCKS);
    expect(await failureOf(provision())).toBeInstanceOf(DriverUnavailable);
    service.answer(409, MESSAGE);
    expect(await failureOf(run())).toBeInstanceOf(DriverRefused);
    service.answer(200, { blocks: [{ type: 'video' }] });
    expect(await failureOf(run())).toBeInstanceOf(DriverUnavailable);
  });

  it.each<[string, Fault]>([
    ...[401, 408, 425, 429, 500, 502, 503].map((status): [string, Fault] => [
      `${status} with a message`,
      json(status, MESSAGE),
    ]),
    ['404 of something in between', (response) => response.writeHead(404).end('<h1>Not found</h1>')],
    ['404 with JSON that is not ours', json(404, { message: 'no route matched' })],
    ['a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')],
    ['nothing at all', (response) => response.writeHead(200).end()],
    ['half a JSON', (response) => response.writeHead(200).end('{"status":"ready","secr')],
    ['a list', json(200, [])],
    ['a cut line', (response) => response.destroy()],
    ['a line that is cut in the middle', (response) => cutInTheMiddle(response)],
    ['an answer without an end', (response) => flood(response)],
    ['another status', json(200, { status: 'done', secrets: SECRETS })],
    ['no secrets', json(200, { status: 'ready' })],
    ['a secret without a value', json(200, { status: 'ready', secrets: [{ name: 'A' }] })],
    ['a name that is none', json(200, { status: 'ready', secrets: [{ name: 'A B', value: 'x' }] })],
    ['a name twice', json(200, { status: 'ready', secrets: [...SECRETS, ...SECRETS] })],
    ['a value that cannot be kept', json(200, { status: 'ready', secrets: [{ name: 'A', value: '\u0000' }] })],
  ])('is asked again after %s', async (_what, fault) => {
    service.answerBy(fault);
    const failure = await failureOf(provision());
    expect(failure).toBeInstanceOf(DriverUnavailable);
    expect(String(failure)).not.toContain('DOOR_KEY');
    expect(service.requests).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['a meter twice', { readings: [1, 2].map((value) => ({ meter: 'm', value: String(value) })) }],
    ['a number, which need not be exact', { readings: [{ meter: 'm', value: 0.1 }] }],
    ['a value of nothing', { readings: [{ value: '1' }] }],
  ])('has told no usage with %s', async (_what, body) => {
    const span = { start: new Date(0), end: new Date(3_600_000) };
    service.answer(200, body);
    expect(await failureOf(driver.usage(resource, span, soon()))).toBeInstanceOf(DriverUnavailable);
    service.answer(200, { readings: [{ meter: 'm', value: '0.1', more: true }] });
    expect(await driver.usage(resource, span, soon())).toEqual([{ meter: 'm', value: '0.1' }]);
    const asked = { operation: 'usage', from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T01:00:00.000Z' };
    expect(JSON.parse(service.requests.at(-1)?.body ?? '')).toEqual({ resource, ...asked });
  });

  it.each(['update', 'transfer', 'suspend', 'resume', 'deprovision'] as const)(
    'has not done %s when a page answers',
    async (what) => {
      service.answerBy((response) => response.writeHead(200).end('<h1>Welcome</h1>'));
      expect(await failureOf(driver[what](resource, soon()))).toBeInstanceOf(DriverUnavailable);
      service.answerBy((response) => response.writeHead(204).end());
      expect(await failureOf(driver[what](resource, soon()))).toBe('none');
    },
  );

  it.each([301, 302, 303, 307, 308])('sends nobody elsewhere by a %i', async (status) => {
    const elsewhere = await FaultyService.start();
    elsewhere.answer(200, { status: 'ready', secrets: SECRETS });
    service.answerBy((response) => response.writeHead(status, { location: `${elsewhere.url}/provision` }).end());
    expect(await failureOf(provision())).toBeInstanceOf(DriverUnavailable);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  it('is not waited for beyond the deadline, neither for its head nor for its body', async () => {
    const begun = Promise.withResolvers<void>();
    for (const fault of [() => begun.resolve(), (response) => response.writeHead(200).write('{')] as Fault[]) {
      service.answerBy((response) => {
        fault(response, '');
        deadline.abort();
      });
      const deadline = new AbortController();
      const call = driver.provision(resource, seed, { signal: deadline.signal });
      expect(await failureOf(call)).toBeInstanceOf(DriverUnavailable);
    }
    service.answer(200, { status: 'ready', secrets: SECRETS });
    expect(await provision()).toMatchObject({ status: 'ready' });
  });

  it('is asked again when it is not there', async () => {
    const other = new HttpDriver({ url: 'http://127.0.0.1:1', keys: KEYS, now: () => new Date(), callbackUrl: '' });
    expect(await failureOf(other.provision(resource, seed, soon()))).toBeInstanceOf(DriverUnavailable);
    await other.close();
  });
});

function distinct(headers: object = {}): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [String(value)]]));
}

function json(status: number, body: unknown): Fault {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function cutInTheMiddle(response: Parameters<Fault>[0]): void {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"status":"ready"', () => response.destroy());
}

function flood(response: Parameters<Fault>[0]): void {
  const more = () => !response.destroyed && response.write('x'.repeat(65_536), () => setImmediate(more));
  response.writeHead(200);
  more();
}
