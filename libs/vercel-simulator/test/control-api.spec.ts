import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, start } from './support/start.js';
import { readClaims } from './support/verify.js';

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('the control API', () => {
  let running: Running;
  beforeEach(async () => void (running = await start()));
  afterEach(() => running.stop());

  async function control(method: string, path: string, body?: unknown): Promise<Told> {
    const response = await fetch(`${running.sim.url}/_simulator/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  const buy = () => control('POST', '/teams/Acme/resources', { product: 'postgres', plan: 'free', name: 'main' });

  it('plays a team from installation to removal', async () => {
    expect(await control('POST', '/teams', { name: 'Acme' })).toMatchObject({
      status: 201,
      body: { state: 'installed' },
    });
    expect(await control('GET', '/teams/Acme/plans?product=postgres')).toMatchObject({
      body: { plans: [{ id: 'free' }, { id: 'pro' }] },
    });
    expect(await buy()).toMatchObject({ status: 201, body: { id: 'res_1', secrets: [{ name: 'URL' }] } });
    const changed = await control('PATCH', '/teams/Acme/resources/res_1', { name: 'b', plan: 'pro' });
    expect(changed).toMatchObject({ status: 200, body: { name: 'b', billingPlan: { id: 'pro' } } });
    expect(await control('POST', '/teams/Acme/resources/res_1/repl', { input: 'select 1' })).toMatchObject({
      body: { status: 200 },
    });
    expect((await control('DELETE', '/teams/Acme/resources/res_1')).status).toBe(204);
    expect(await control('DELETE', '/teams/Acme')).toMatchObject({ status: 200, body: { state: 'removed' } });
    expect(await control('GET', '/state')).toMatchObject({
      body: { installations: [{ team: 'Acme', resources: [] }], violations: [] },
    });
  });

  it('takes nothing that a page of another site has sent', async () => {
    const send = async (headers: Record<string, string>): Promise<number> => {
      const body = new URLSearchParams({ name: 'Acme' });
      return (await fetch(`${running.sim.url}/_simulator/v1/teams`, { method: 'POST', headers, body })).status;
    };
    expect(await send({ origin: 'https://evil.example' })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(running.sim.teams()).toEqual([]);
  });

  it('says what was expected and what came when the provider fails', async () => {
    await control('POST', '/teams', { name: 'Acme' });
    running.provider.answerNext({ status: 409, body: { error: { code: 'conflict', message: 'full' } } });
    expect(await buy()).toMatchObject({
      status: 502,
      body: { error: { code: 'unexpected_answer', came: { status: 409, body: { error: { message: 'full' } } } } },
    });
    running.provider.answerNext('cut', 'cut', 'cut');
    expect(await buy()).toMatchObject({ status: 504, body: { error: { code: 'no_answer' } } });
  });

  it('hands out tokens, good and bad', async () => {
    const { body } = await control('POST', '/tokens', { kind: 'user', installationId: 'icfg_1', role: 'USER' });
    expect(readClaims(String(body['token']))).toMatchObject({ installation_id: 'icfg_1', user_role: 'USER' });
    const system = await control('POST', '/tokens', { kind: 'system', installationId: null });
    expect(readClaims(String(system.body['token']))).toMatchObject({ installation_id: null });
    expect((await control('GET', '/tokens/bad?installationId=icfg_1')).body['tokens']).toContainEqual(
      expect.objectContaining({ name: 'expired', sendable: true }),
    );
  });

  it('arms faults, moves the clock, turns the keys and forgets what was seen', async () => {
    const { sim } = running;
    await control('POST', '/faults', { on: 'jwks', kind: 'status', path: 'jwks$', times: 1 });
    expect((await control('GET', '/faults')).body).toMatchObject({ faults: [{ path: 'jwks$', left: 1 }] });
    expect((await fetch(sim.jwksUrl)).status).toBe(503);
    const before = sim.clock.now().getTime();
    await control('POST', '/clock', { advance: 'P1D' });
    expect(sim.clock.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
    const { kid } = sim.keys.current();
    await control('POST', '/keys/rotate', { keepOldForSeconds: 0 });
    expect(sim.keys.current().kid).not.toBe(kid);
    await fetch(`${sim.url}/v1/nothing`);
    expect((await control('GET', '/record')).body).toMatchObject({ calls: [{ path: '/v1/nothing', status: 404 }] });
    await control('DELETE', '/record');
    expect((await control('GET', '/record')).body).toMatchObject({ calls: [] });
  });

  it.each([
    ['POST', '/teams', {}, 400],
    ['POST', '/faults', { on: 'jwks', kind: 'flood' }, 400],
    ['POST', '/clock', { advance: 'tomorrow' }, 400],
    ['POST', '/tokens', { kind: 'root' }, 400],
    ['GET', '/teams/Nobody', undefined, 400],
    ['GET', '/nothing', undefined, 404],
    ['PUT', '/state', {}, 405],
  ])('refuses %s %s with %j by %i', async (method, path, body, status) => {
    expect(await control(method, path, body)).toMatchObject({
      status,
      body: { error: { message: expect.any(String) } },
    });
  });
});
