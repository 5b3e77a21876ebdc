import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVisit, type Visitor } from './support/visitor.js';

describe('pages of the simulator itself', () => {
  let visitor: Visitor;
  const moved: string[] = [];
  beforeEach(async () => {
    moved.length = 0;
    const moveProviderClock = async (duration: string, url: string): Promise<void> => void moved.push(duration, url);
    visitor = await startVisit({ moveProviderClock, now: () => new Date('2026-01-15T12:00:00Z') });
  });
  afterEach(() => visitor.stop());

  const SIMULATOR = '/dashboard/simulator';
  const WEBHOOKS = '/dashboard/webhooks';

  it('move the clock, the provider’s first', async () => {
    const { submit, sim, provider } = visitor;
    await submit(`${SIMULATOR}/clock`, { advance: 'P1DT2H' });
    expect(sim.clock.now().toISOString()).toBe('2026-01-16T14:00:00.000Z');
    expect((await submit(`${SIMULATOR}/clock`, { advance: 'soon' })).notice).toMatch(/not a duration/);
    expect(moved).toEqual(['P1DT2H', provider.url]);
  });

  it('point at another provider, rotate keys, and have faults strike', async () => {
    const { submit, sim, visit } = visitor;
    const before = sim.keys.keySet();
    await submit(`${SIMULATOR}/keys`);
    expect(sim.keys.keySet()).not.toEqual(before);
    await submit(`${SIMULATOR}/faults`, { kind: 'hang', on: 'jwks', times: '2' });
    expect(sim.faults.waiting()).toMatchObject([{ fault: { kind: 'hang', on: 'jwks' }, left: 2 }]);
    expect((await visit(SIMULATOR)).text).toContain('Take all back');
    await submit(`${SIMULATOR}/faults/clear`);
    expect(sim.faults.waiting()).toEqual([]);
    await submit(`${SIMULATOR}/partner`, { url: 'http://127.0.0.1:1/' });
    expect(sim.partnerUrl).toBe('http://127.0.0.1:1');
    expect((await submit('/dashboard/teams/Acme/install')).notice).toMatch(/^The provider does not answer/);
  });

  it('send webhooks, hold them back and release them', async () => {
    const { submit, sim, provider, visit } = visitor;
    await submit(`${WEBHOOKS}/hold`);
    await submit(WEBHOOKS, { type: 'deployment.created', payload: '{"a":1}', id: 'evt_1' });
    await submit(WEBHOOKS, { type: 'deployment.ready', payload: '{}' });
    expect(provider.seen).toEqual([]);
    await submit(`${WEBHOOKS}/release`, { order: 'reversed' });
    expect(provider.seen.map(({ body }) => body?.['type'])).toEqual(['deployment.ready', 'deployment.created']);
    expect(sim.webhooks.sent[0]).toMatchObject({ id: 'evt_1', type: 'deployment.created' });
    expect((await visit(WEBHOOKS)).text).toContain('evt_1');
    expect((await submit(WEBHOOKS, { type: 'x', payload: '[' })).notice).toMatch(/^It was not done: /);
  });

  it('show the calls of the provider', async () => {
    const { sim, visit } = visitor;
    await fetch(`${sim.url}/v1/installations/icfg_x/account`);
    expect((await visit(SIMULATOR)).text).toContain('GET /v1/installations/icfg_x/account');
  });
});
