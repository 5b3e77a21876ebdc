import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultyService } from '../../support/provider/index.js';
import { until } from '../../support/until.js';
import { Doors } from './doors.js';
import { Pending } from './pending.js';

const HOUR = 3_600;
const MADE = [{ name: 'DOOR_KEY', value: 'made-in-the-end' }];

describe('a product whose report does not come', () => {
  let service: FaultyService;
  let doors: Doors;
  let pending: Pending;
  beforeAll(async () => {
    service = await FaultyService.start();
    doors = await Doors.open(service.url);
  });
  beforeEach(async () => {
    pending = await Pending.begin(doors, service);
  });
  afterAll(async () => {
    await doors.close();
    await service.stop();
  });

  it('is asked again, under the same operation, until it is done', async () => {
    await doors.pushes.pass(61);
    expect(await doors.state(pending.id)).toBe('pending');
    service.answer(200, { status: 'ready', secrets: MADE });
    await doors.pushes.pass(121);
    expect(await doors.state(pending.id)).toBe('ready');
    const calls = Pending.calls(service, pending.id);
    expect(calls.map(({ operation }) => operation)).toEqual(['provision', 'provision', 'provision']);
    expect(new Set(calls.map(({ callback }) => callback.operationId)).size).toBe(1);
    await doors.pushes.untilTold(pending.team);
    const held = pending.team.installation().resources.get(pending.id);
    expect([held?.status, held?.secrets]).toEqual(['ready', MADE]);
    const late = await doors.report(pending.operationId, { body: pending.ready([{ name: 'LATE', value: 'x' }]) });
    expect(late.status).toBe(204);
    expect((await doors.report(pending.operationId, { body: pending.failed() })).status).toBe(409);
    expect(held?.secrets).toEqual(MADE);
  });

  it('is believed when it refuses in the end', async () => {
    service.answer(409, { error: { message: 'No room is left.' } });
    await doors.pushes.pass(61);
    expect(await doors.state(pending.id)).toBe('error');
    expect((await doors.report(pending.operationId, { body: pending.ready(MADE) })).status).toBe(409);
  });

  it('is asked anew, under another operation, when an operator wants that, and when the customer changes something', async () => {
    expect((await doors.report(pending.operationId, { body: pending.failed() })).status).toBe(204);
    const retried = await doors.retry(pending.id);
    expect(retried.status).toBe(200);
    await until(() => Pending.calls(service, pending.id).length === 2);
    await doors.shop.settled();
    expect(await doors.state(pending.id)).toBe('pending');
    const again = pending.under(Pending.calls(service, pending.id).at(-1));
    expect(again.operationId).not.toBe(pending.operationId);
    expect((await doors.report(again.operationId, { body: again.failed() })).status).toBe(204);
    service.answer(200, { status: 'ready', secrets: MADE });
    await pending.team.rename(pending.id, 'renamed');
    await doors.untilState(pending.id, 'ready');
    expect(Pending.calls(service, pending.id).at(-1)).toMatchObject({ resource: { name: 'renamed' } });
    await doors.pushes.untilTold(pending.team);
    const held = pending.team.installation().resources.get(pending.id);
    expect([held?.status, held?.notification ?? null]).toEqual(['ready', null]);
  });

  it('is given up after a day', async () => {
    await doors.pushes.pass(23 * HOUR);
    expect(await doors.state(pending.id)).toBe('pending');
    await doors.pushes.pass(HOUR + 60);
    expect(await doors.state(pending.id)).toBe('error');
    const [entry] = await doors.shop.sql(
      `SELECT details FROM audit_entries WHERE subject = $1 AND action = 'resource.provisioning-failed'`,
      [pending.id],
    );
    expect(entry?.['details']).toEqual({ reason: 'The product did not finish in time' });
  });

  it('is told nothing of a change before it is done, and all of it with the next question', async () => {
    await pending.team.rename(pending.id, 'renamed');
    await doors.shop.settled();
    service.answer(200, { status: 'ready', secrets: MADE });
    await doors.pushes.pass(121);
    expect(await doors.state(pending.id)).toBe('ready');
    expect(Pending.calls(service, pending.id).map(({ operation }) => operation)).not.toContain('update');
    expect(Pending.calls(service, pending.id).at(-1)).toMatchObject({ resource: { name: 'renamed' } });
  });

  it('tells after its report of what it has not heard yet', async () => {
    await pending.team.rename(pending.id, 'renamed');
    await doors.shop.settled();
    const before = Pending.calls(service, pending.id).length;
    expect((await doors.report(pending.operationId, { body: pending.ready(MADE) })).status).toBe(204);
    service.answerBy((response) => response.writeHead(204).end());
    await doors.shop.settled();
    await doors.pushes.pass(61);
    const [next] = Pending.calls(service, pending.id).slice(before);
    expect(next).toMatchObject({ operation: 'update', resource: { name: 'renamed' } });
  });

  it('reports in vain while its own answer is not on record', async () => {
    const asked = Promise.withResolvers<() => void>();
    service.answerBy((response) => asked.resolve(() => response.writeHead(202).end()));
    const team = await doors.team();
    const buying = doors.buy(team);
    const answer = await asked.promise;
    const call = service.requests.map(({ body }) => JSON.parse(body)).at(-1);
    const operationId: string = call.callback.operationId;
    const body = { operationId, resourceId: call.resource.id, status: 'ready', secrets: MADE };
    const early = await doors.report(operationId, { body });
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
    answer();
    expect((await buying).status).toBe('pending');
    expect((await doors.report(operationId, { body })).status).toBe(204);
    expect(await doors.state(call.resource.id)).toBe('ready');
  });

  it('leaves nothing of an operation thirty days after it was due', async () => {
    const kept = 'SELECT 1 FROM driver_operations WHERE resource_id = $1';
    const count = async () => (await doors.shop.sql(kept, [pending.id])).length;
    expect((await doors.report(pending.operationId, { body: pending.ready(MADE) })).status).toBe(204);
    await doors.pushes.pass(30 * 24 * HOUR);
    await doors.forget();
    expect(await count()).toBe(1);
    await doors.pushes.pass(25 * HOUR);
    await doors.forget();
    expect(await count()).toBe(0);
    expect((await doors.report(pending.operationId, { body: pending.ready(MADE) })).status).toBe(404);
  });
});
