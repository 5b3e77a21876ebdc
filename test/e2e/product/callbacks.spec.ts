import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sign, signingKey } from '#libs/standard-webhooks';
import { DRIVER_SECRET, FaultyService } from '../../support/provider/index.js';
import { until } from '../../support/until.js';
import { Doors } from './doors.js';
import { Pending } from './pending.js';

const FORMER = 'former-secret-of-the-tests';
const MINUTE = 60_000;
const MADE = [{ name: 'DOOR_KEY', value: 'made-by-the-product' }];
const FORBIDDEN = { error: { code: 'forbidden', message: 'Access refused' } };

describe('a report of the product', () => {
  let service: FaultyService;
  let doors: Doors;
  let pending: Pending;
  beforeAll(async () => {
    service = await FaultyService.start();
    doors = await Doors.open(service.url, `${DRIVER_SECRET},${FORMER}`);
  });
  beforeEach(async () => {
    pending = await Pending.begin(doors, service);
  });
  afterAll(async () => {
    await doors.close();
    await service.stop();
  });

  const text = (): string => JSON.stringify(pending.ready(MADE));
  const signed = (body: string, secret = DRIVER_SECRET, at = new Date(), id = 'msg_1'): Record<string, string> => ({
    ...sign({ id, at, body }, [signingKey(secret)]),
  });
  const without = (name: string) => (body: string) =>
    Object.fromEntries(Object.entries(signed(body)).filter(([header]) => header !== name));

  it('ends the waiting: secrets and state are on record, and Vercel holds them', async () => {
    expect(pending.sold).toEqual({ status: 'pending', secrets: [] });
    const answer = await doors.report(pending.operationId, { body: pending.ready(MADE) });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    await doors.pushes.untilTold(pending.team);
    const held = pending.team.installation().resources.get(pending.id);
    expect([held?.status, held?.secrets]).toEqual(['ready', MADE]);
    expect(await doors.actions(pending.id)).toEqual(['resource.placed', 'resource.provisioned']);
    expect(doors.shop.server.vercel.violations).toEqual([]);
  });

  it.each<[string, (body: string) => Record<string, string>]>([
    ['no signature at all', () => ({})],
    ['no id', without('webhook-id')],
    ['no timestamp', without('webhook-timestamp')],
    ['no signature', without('webhook-signature')],
    ["Vercel's signature", () => ({ 'x-vercel-signature': 'a'.repeat(40) })],
    ['the signature of another secret', (body) => signed(body, 'another-secret-of-nobody')],
    ['the signature of another body', (body) => signed(`${body} `)],
    ['the signature of another message', (body) => ({ ...signed(body), 'webhook-id': 'msg_2' })],
    ['the signature of the JSON written anew', (body) => signed(JSON.stringify(JSON.parse(body), null, 1))],
    ['a signature of six minutes ago', (body) => signed(body, DRIVER_SECRET, new Date(Date.now() - 6 * MINUTE))],
    ['a signature of in six minutes', (body) => signed(body, DRIVER_SECRET, new Date(Date.now() + 6 * MINUTE))],
    ['an old signature with a new time', (body) => renewed(signed(body, DRIVER_SECRET, new Date(0)))],
    ['the key of an operator', () => ({ authorization: 'Bearer admin-key-of-the-tests' })],
  ])('is refused with %s, and changes nothing', async (_what, headers) => {
    const body = text();
    const answer = await doors.post(pending.operationId, body, headers(body));
    expect([answer.status, await answer.json()]).toEqual([403, FORBIDDEN]);
    expect(await doors.state(pending.id)).toBe('pending');
  });

  it('is taken under the former secret as well, while it is being replaced', async () => {
    const report = { body: pending.ready(MADE), secret: FORMER };
    expect((await doors.report(pending.operationId, report)).status).toBe(204);
  });

  it('counts once, however often it comes', async () => {
    const body = text();
    const headers = signed(body);
    const first = await Promise.all([1, 2, 3, 4].map(() => doors.post(pending.operationId, body, headers)));
    const replayed = await doors.post(pending.operationId, body, headers);
    expect([...first, replayed].map(({ status }) => status)).toEqual(Array(5).fill(204));
    const other = await doors.report(pending.operationId, { body: pending.ready([{ name: 'OTHER', value: 'x' }]) });
    expect(other.status).toBe(204);
    await doors.pushes.untilTold(pending.team);
    expect(pending.team.installation().resources.get(pending.id)?.secrets).toEqual(MADE);
    expect(await doors.actions(pending.id)).toEqual(['resource.placed', 'resource.provisioned']);
    expect((await doors.report(pending.operationId, { body: pending.failed() })).status).toBe(409);
    expect(await doors.state(pending.id)).toBe('ready');
  });

  it('settles on one of two that contradict each other at once', async () => {
    const bodies = [pending.ready(MADE), pending.failed()];
    const answers = await Promise.all(bodies.map((body) => doors.report(pending.operationId, { body })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
    expect(await doors.state(pending.id)).toBe(answers[0]?.status === 204 ? 'ready' : 'error');
  });

  it('is for its own operation and its own resource alone', async () => {
    const other = await Pending.begin(doors, service);
    const astray = [
      doors.report(other.operationId, { body: pending.ready(MADE) }),
      doors.report(other.operationId, { body: { ...pending.ready(MADE), operationId: other.operationId } }),
      doors.report(pending.operationId, { body: { ...pending.ready(MADE), resourceId: other.id } }),
      doors.report('op_of_nobody', { body: { ...pending.ready(MADE), operationId: 'op_of_nobody' } }),
      doors.report('%00', { body: pending.ready(MADE) }),
    ];
    for (const answer of await Promise.all(astray)) expect(answer.status).toBe(404);
    expect([await doors.state(pending.id), await doors.state(other.id)]).toEqual(['pending', 'pending']);
  });

  it('comes too late when the resource was deleted', async () => {
    await pending.team.remove(pending.id);
    const late = () => doors.report(pending.operationId, { body: pending.ready(MADE) });
    expect((await late()).status).toBe(409);
    const removalOf = () => Pending.calls(service, pending.id).find(({ operation }) => operation === 'deprovision');
    await until(() => removalOf() !== undefined);
    const removal = removalOf();
    const operationId = removal?.callback.operationId ?? '';
    const gone = { operationId, resourceId: pending.id, status: 'gone' };
    expect(operationId).not.toBe(pending.operationId);
    expect(await doors.state(pending.id)).toBe('removing');
    expect((await doors.report(pending.operationId, { body: gone })).status).toBe(404);
    expect((await doors.report(operationId, { body: gone })).status).toBe(204);
    expect(await doors.state(pending.id)).toBe('removed');
    expect((await doors.report(operationId, { body: gone })).status).toBe(204);
    expect((await late()).status).toBe(409);
    expect(await doors.state(pending.id)).toBe('removed');
  });

  it('tells of a failure, after which the resource is in error and nobody waits', async () => {
    expect((await doors.report(pending.operationId, { body: pending.failed() })).status).toBe(204);
    await doors.pushes.untilTold(pending.team);
    const held = pending.team.installation().resources.get(pending.id);
    expect(held?.status).toBe('error');
    expect(held?.notification).toMatchObject({ level: 'error', message: 'No room is left.' });
    expect(await doors.actions(pending.id)).toContain('resource.provisioning-failed');
    expect((await doors.report(pending.operationId, { body: pending.ready(MADE) })).status).toBe(409);
    expect(await doors.state(pending.id)).toBe('error');
  });

  it('may ask the customer for something first', async () => {
    const body = { ...pending.ready(MADE), status: 'onboarding' };
    expect((await doors.report(pending.operationId, { body })).status).toBe(204);
    expect(await doors.state(pending.id)).toBe('onboarding');
    expect((await doors.report(pending.operationId, { body: pending.ready(MADE) })).status).toBe(204);
    expect(await doors.state(pending.id)).toBe('ready');
  });

  it.each<[string, object]>([
    ['a status that is none', { status: 'done' }],
    ['a status of another operation', { status: 'gone' }],
    ['no secrets', { secrets: undefined }],
    ['a name that is none', { secrets: [{ name: 'A-B', value: 'x' }] }],
    ['a name twice', { secrets: [...MADE, ...MADE] }],
    ['a value that is none', { secrets: [{ name: 'A', value: 7 }] }],
  ])('is faulty with %s', async (_what, change) => {
    const answer = await doors.report(pending.operationId, { body: { ...pending.ready(MADE), ...change } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('made-by-the-product');
    expect(await doors.state(pending.id)).toBe('pending');
  });

  it('has to be JSON', async () => {
    expect((await doors.report(pending.operationId, { body: '{"status":' })).status).toBe(400);
    const body = text();
    const answer = await doors.post(pending.operationId, body, { ...signed(body), 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
  });
});

describe('a server that shares no secret with a product', () => {
  it('hears no report', async () => {
    const doors = await Doors.closed();
    const answer = await doors.report('op_1', { body: { operationId: 'op_1' }, secret: 'a-secret-of-the-tests' });
    expect([answer.status, await answer.json()]).toEqual([403, FORBIDDEN]);
    await doors.close();
  });
});

function renewed(headers: Record<string, string>): Record<string, string> {
  return { ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000)) };
}
