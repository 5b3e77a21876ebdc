import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { start, type Running } from './support/start.js';

describe('the webhooks of the simulator', () => {
  let running: Running;
  let instant: number;

  beforeEach(async () => {
    instant = Date.UTC(2026, 0, 1);
    running = await start({ now: () => new Date(instant) });
  });
  afterEach(() => running.stop());

  const types = (): unknown[] => running.provider.seen.map(({ body }) => body?.['type']);

  it('are signed over the bytes of the body, with the envelope that Vercel documents', async () => {
    const sent = await running.sim.webhooks.send('project.created', { project: { id: 'p', name: 'Zürich' } });
    const [seen] = running.provider.seen;
    expect(seen?.url).toBe('/vercel/webhooks/vercel');
    expect(seen?.headers['x-vercel-signature']).toBe(createHmac('sha1', 'secret').update(sent.body).digest('hex'));
    expect(seen?.body).toEqual({
      id: sent.id,
      type: 'project.created',
      createdAt: instant,
      payload: { project: { id: 'p', name: 'Zürich' } },
      region: null,
    });
    expect(sent).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }], dueAt: null });
  });

  it('are tried again under the same id after anything but a 2xx, each pause twice as long', async () => {
    running.provider.answerNext({ status: 500 }, { status: 403 }, 'cut');
    const sent = await running.sim.webhooks.send('project.created', {});
    for (const [pause, attempts] of [
      ['PT14S', 1],
      ['PT1S', 2],
      ['PT29S', 2],
      ['PT1S', 3],
      ['PT1M', 4],
    ] as const) {
      running.sim.clock.advance(pause);
      await running.sim.settled();
      expect(sent.attempts).toHaveLength(attempts);
    }
    expect(sent.attempts.map(({ status }) => status)).toEqual([500, 403, null, 204]);
    expect(new Set(running.provider.seen.map(({ body }) => body?.['id']))).toEqual(new Set([sent.id]));
    expect(sent.state).toBe('delivered');
  });

  it('are dropped for good after 24 hours', async () => {
    running.provider.answerNext(...Array.from({ length: 20 }, () => ({ status: 503 })));
    const sent = await running.sim.webhooks.send('project.created', {});
    for (let step = 0; sent.state === 'waiting'; step += 1) {
      expect(step).toBeLessThan(20);
      running.sim.clock.advance('PT12H');
      await running.sim.settled();
    }
    expect(sent.state).toBe('dropped');
    running.sim.clock.advance('P2D');
    await running.sim.settled();
    expect(running.provider.seen).toHaveLength(sent.attempts.length);
  });

  it('come as copies at once, and in the other order after they were held back', async () => {
    await running.sim.webhooks.send('a', {}, { copies: 3 });
    running.sim.webhooks.hold();
    for (const type of ['b', 'c', 'd']) await running.sim.webhooks.send(type, {});
    expect(types()).toEqual(['a', 'a', 'a']);
    await running.sim.webhooks.release('reversed');
    expect(types().slice(3)).toEqual(['d', 'c', 'b']);
  });

  it('come twice each while Vercel is not sure', async () => {
    running.sim.webhooks.multiply(2);
    await running.sim.webhooks.send('e', {});
    running.sim.webhooks.multiply(1);
    await running.sim.webhooks.send('f', {});
    expect(types()).toEqual(['e', 'e', 'f']);
  });

  it('come in a burst, each once', async () => {
    const events = Array.from({ length: 50 }, (_none, index) => ({ type: `t${index}`, payload: {} }));
    const sent = await running.sim.webhooks.burst(events, { perSecond: 1_000 });
    expect(sent.every(({ state }) => state === 'delivered')).toBe(true);
    expect(new Set(types()).size).toBe(50);
  });

  it('are sent, held back and shown over the control API', async () => {
    const control = async (method: string, path: string, body?: object): Promise<Response> =>
      fetch(`${running.sim.url}/_simulator/v1/webhooks${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    await control('POST', '/hold');
    await control('POST', '', { type: 'x', payload: { a: 1 }, id: 'evt_x' });
    expect((await control('POST', '', { type: 'y' })).status).toBe(201);
    expect((await control('POST', '', { type: 'z', copies: 'many' })).status).toBe(400);
    expect((await control('POST', '/release', { order: 'sideways' })).status).toBe(400);
    await control('POST', '/release', { order: 'reversed' });
    expect(types()).toEqual(['y', 'x']);
    const shown = (await (await control('GET', '')).json()) as { webhooks: object[] };
    expect(shown.webhooks[0]).toMatchObject({ id: 'evt_x', type: 'x', state: 'delivered' });
  });
});
