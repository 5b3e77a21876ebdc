import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NoAnswer } from '#libs/vercel-simulator';
import { type Running, start } from './support/start.js';
import { readClaims } from './support/verify.js';

const BODY = { productId: 'postgres', name: 'main', metadata: {}, billingPlanId: 'free' };
const BUSY = { status: 503, body: { error: { code: 'unavailable', message: 'later' } } };

describe('the client that calls a provider like Vercel', () => {
  let running: Running;
  beforeEach(async () => void (running = await start()));
  afterEach(() => running.stop());

  it('repeats after no answer, a time-out and a 5xx under the same idempotency key', async () => {
    const { sim, provider, stop } = await start({ retry: { backoffMs: 1, timeoutMs: 1_000 } });
    provider.answerNext('cut', 'hang');
    expect(await sim.partner.provisionResource('icfg_1', BODY)).toMatchObject({ status: 200, attempts: 3 });
    provider.answerNext(BUSY);
    await sim.partner.provisionResource('icfg_1', BODY);
    const keys = provider.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 0, 3, 3]);
    await stop();
  });

  it('gives up after its attempts, with the last answer or with NoAnswer', async () => {
    const { sim, provider } = running;
    provider.answerNext(BUSY, BUSY, BUSY, 'cut', 'cut', 'cut');
    expect(await sim.partner.getResource('icfg_1', 'r')).toMatchObject({ status: 503, attempts: 3 });
    await expect(sim.partner.getResource('icfg_1', 'r')).rejects.toThrow(NoAnswer);
    expect(provider.seen).toHaveLength(6);
  });

  it('does not repeat a final refusal', async () => {
    const { sim, provider } = running;
    provider.answerNext({ status: 409, body: { error: { code: 'conflict', message: 'no' } } });
    expect(await sim.partner.provisionResource('icfg_1', BODY)).toMatchObject({ status: 409, attempts: 1 });
  });

  it('caps the pause that Retry-After asks for', async () => {
    const { sim, provider } = running;
    const later = { ...BUSY, headers: { 'retry-after': '3600' } };
    provider.answerNext(later, {
      ...later,
      headers: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() },
    });
    expect(await sim.partner.getResource('icfg_1', 'r')).toMatchObject({ status: 404, attempts: 3 });
  });

  it('sends the token that the operation takes, and a key on writes only', async () => {
    const { sim, provider } = running;
    await sim.partner.getResource('icfg_1', 'r');
    await sim.partner.repl('icfg_1', 'r', { input: 'x' }, { role: 'USER', idempotencyKey: 'k' });
    await sim.partner.listProductPlans('postgres', { metadata: { region: 'iad1' } });
    await sim.partner.deleteInstallation('icfg_1', {}, { as: 'system', idempotencyKey: null });
    const told = provider.seen.map(({ headers }) => [headers['x-vercel-auth'], headers['idempotency-key']]);
    expect(told).toEqual([
      ['system', undefined],
      ['user', 'k'],
      ['system', undefined],
      ['system', undefined],
    ]);
    const [read, repl, plans, removal] = provider.seen.map(({ headers }) => readClaims(headers.authorization));
    expect(read).toMatchObject({ installation_id: 'icfg_1', iss: sim.issuer, aud: 'oac_test' });
    expect(repl).toMatchObject({ user_role: 'USER', installation_id: 'icfg_1' });
    expect(plans).not.toHaveProperty('account_id');
    expect(removal).not.toHaveProperty('user_id');
    expect(provider.seen[2]?.url).toBe('/vercel/v1/products/postgres/plans?metadata=%7B%22region%22%3A%22iad1%22%7D');
  });

  it('notes answers that break the contract, and returns them as they came', async () => {
    const { sim, provider } = running;
    provider.answerNext({ status: 200, body: { id: 'r' } }, { status: 418, body: {} });
    expect((await sim.partner.getResource('icfg_1', 'r')).faults.join()).toMatch(/productId/);
    await sim.partner.getResource('icfg_1', 'r');
    expect(sim.violations.map(({ side, status }) => [side, status])).toEqual([
      ['partner-answer', 200],
      ['partner-answer', 418],
    ]);
  });

  it('refuses to send what Vercel would not send, but sends anything raw', async () => {
    const { sim, provider } = running;
    await expect(sim.partner.provisionResource('icfg_1', { ...BODY, name: '' })).rejects.toThrow(/would not send/);
    expect(provider.seen).toEqual([]);
    const answer = await sim.partner.raw({
      method: 'GET',
      path: '//v1/..%2fx?a=1',
      headers: { authorization: ['a', 'b'] },
    });
    expect(answer.faults.join()).toMatch(/instead of 404/);
    expect(provider.seen[0]?.url).toBe('/vercel//v1/..%2fx?a=1');
    expect(sim.violations).toEqual([]);
  });
});
