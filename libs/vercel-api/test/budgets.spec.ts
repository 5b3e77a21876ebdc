import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VercelApi, type InstallationAccess, type Outcome } from '#libs/vercel-api';
import { ACCESS, json, type PlainServer, startPlain } from './support/plain-server.js';
import { another, type Running, start } from './support/start.js';

const SECRETS = { secrets: [{ name: 'A', value: 'a' }] };
const OVER = { kind: 'retry', code: 'over_budget' };

describe('a budget', () => {
  let server: PlainServer;
  let api: VercelApi;
  let at = 0;
  const put = (access: InstallationAccess = ACCESS): Promise<Outcome<void>> =>
    api.resources.updateSecrets(access, 'r', SECRETS);

  beforeEach(async () => {
    at = 1_000_000_000_000;
    server = await startPlain((_, response) => json(response, 201, {}));
    const now = (): Date => new Date(at);
    api = new VercelApi({ url: server.url, userAgent: 'x', now, limits: { callsPerSecond: 50 } });
  });
  afterEach(async () => {
    await api.close();
    await server.stop();
  });

  it('lets the published number out and tells when there is more, without a request', async () => {
    for (let call = 0; call < 20; call += 1) expect(await put()).toMatchObject({ kind: 'done' });
    expect(await put()).toEqual({ ...OVER, message: 'the budget of secrets is used up', afterMs: 3_000 });
    expect(server.arrived).toHaveLength(20);
    at += 2_999;
    expect(await put()).toMatchObject({ ...OVER, afterMs: 1 });
    at += 1;
    expect(await put()).toMatchObject({ kind: 'done' });
    expect(await put()).toMatchObject(OVER);
    at += 3_600_000;
    for (let call = 0; call < 20; call += 1) expect(await put()).toMatchObject({ kind: 'done' });
    expect(await put()).toMatchObject(OVER);
  });

  it('is each installation’s and each endpoint’s own', async () => {
    for (let call = 0; call < 20; call += 1) await put();
    expect(await put()).toMatchObject(OVER);
    expect(await put({ ...ACCESS, installationId: 'icfg_other' })).toMatchObject({ kind: 'done' });
    expect(await api.events.installationUpdated(ACCESS)).toMatchObject({ kind: 'done' });
  });

  it('is also that of all installations together', async () => {
    for (let call = 0; call < 50; call += 1) {
      expect(await put({ ...ACCESS, installationId: `icfg_${call}` })).toMatchObject({ kind: 'done' });
    }
    expect(await put({ ...ACCESS, installationId: 'icfg_last' })).toMatchObject({ ...OVER, afterMs: 20 });
    expect(server.arrived).toHaveLength(50);
    at += 20;
    expect(await put({ ...ACCESS, installationId: 'icfg_last' })).toMatchObject({ kind: 'done' });
  });

  it('does not stay shut for ever when the clock is set back', async () => {
    for (let call = 0; call < 20; call += 1) await put();
    at -= 86_400_000;
    expect(await put()).toMatchObject({ ...OVER, afterMs: 3_000 });
    at += 3_000;
    expect(await put()).toMatchObject({ kind: 'done' });
  });
});

describe('what Vercel says about its limits', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
  });
  afterEach(() => running.stop());
  const event = (access = running.access): Promise<Outcome<void>> => running.api.events.installationUpdated(access);
  const inSeconds = (seconds: number): number => running.clock.now().getTime() / 1000 + seconds;

  it('is heeded before it refuses: nothing goes out until its window is fresh, then all of it', async () => {
    const put = (): Promise<Outcome<void>> => running.api.resources.updateSecrets(running.access, 'res_1', SECRETS);
    for (let call = 0; call < 20; call += 1) expect(await put()).toMatchObject({ kind: 'done' });
    expect(await put()).toMatchObject({ ...OVER, afterMs: 60_000 });
    running.clock.pass(60);
    for (let call = 0; call < 20; call += 1) expect(await put()).toMatchObject({ kind: 'done' });
    expect(running.sim.record.calls.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 201));
  });

  const plain = { error: { code: 'too_many_requests', message: 'Rate limit exceeded' } };
  const limited = (limit: object): object => ({ error: { code: 'rate_limited', message: 'm', limit } });
  it.each([
    ['X-RateLimit-Reset', () => [{ 'X-RateLimit-Reset': `${inSeconds(30)}` }, plain], 30_000],
    ['Retry-After in seconds', () => [{ 'Retry-After': '12', 'X-RateLimit-Reset': `${inSeconds(30)}` }, plain], 12_000],
    ['Retry-After as a date', () => [{ 'Retry-After': new Date(inSeconds(9) * 1000).toUTCString() }, plain], 9_000],
    ['the body’s reset', () => [{}, limited({ reset: inSeconds(20), total: 6, remaining: 0 })], 20_000],
    ['the body’s resetMs', () => [{}, limited({ resetMs: inSeconds(5.5) * 1000 })], 5_500],
    ['nothing: the whole window', () => [{}, plain], 60_000],
    ['no body at all', () => [{ 'Retry-After': '4' }, null], 4_000],
    ['nonsense: the whole window', () => [{ 'Retry-After': 'soon', 'X-RateLimit-Reset': 'x' }, plain], 60_000],
    ['a time that has passed: a second', () => [{ 'X-RateLimit-Reset': `${inSeconds(-99)}` }, plain], 1_000],
    ['a time far off: an hour', () => [{ 'X-RateLimit-Reset': `${inSeconds(9e9)}` }, plain], 3_600_000],
  ] as const)('in a 429 decides when the next goes out: %s', async (_, make, afterMs) => {
    const [headers, body] = make() as [Record<string, string>, unknown];
    running.strike({ kind: 'status', status: 429, headers, body });
    expect(await event()).toMatchObject({ kind: 'retry', status: 429, afterMs });
    expect(await event()).toMatchObject({ ...OVER, afterMs });
    expect(await event(another(running.sim, 'icfg_other'))).toMatchObject({ kind: 'done' });
    expect(running.sim.record.calls).toHaveLength(2);
    running.clock.pass(afterMs / 1000);
    expect(await event()).toMatchObject({ kind: 'done' });
  });

  it('does not outlive a clock that is set back', async () => {
    running.strike({ kind: 'status', status: 429, headers: { 'Retry-After': '3600' } });
    await event();
    running.clock.pass(-86_400);
    expect(await event()).toMatchObject({ kind: 'done' });
  });
});
