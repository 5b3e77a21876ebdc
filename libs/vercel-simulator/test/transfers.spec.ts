import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnexpectedAnswer } from '#libs/vercel-simulator';
import { type Running, start } from './support/start.js';

const PURCHASE = { product: 'postgres', plan: 'free', name: 'main' };
const OPENED = { status: 200, body: { providerClaimId: 'claim_1' } };
const CONFLICT = { status: 409, body: { error: { code: 'conflict', message: 'gone' } } };
const TEAM_PLAN = { id: 'team', type: 'subscription', name: 'Team', description: 'For all of it' };

describe('a transfer between teams on the simulated Vercel', () => {
  let running: Running;
  beforeEach(async () => void (running = await start()));
  afterEach(() => running.stop());

  const teams = async () => {
    const [source, target] = [running.sim.team('Source'), running.sim.team('Target')];
    await source.install();
    await target.install();
    return { source, target, sold: await source.provision(PURCHASE) };
  };

  it('asks the source, then the target twice, and moves the resource with its secrets', async () => {
    const { source, target, sold } = await teams();
    running.provider.answerNext(OPENED, { status: 200, body: {} }, { status: 204 });
    await source.transfer([sold.id], target);
    const [from, to] = [source.installation(), target.installation()];
    const base = '/vercel/v1/installations';
    expect(running.provider.seen.slice(-3).map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${base}/${from.id}/resource-transfer-requests`,
      `GET ${base}/${to.id}/resource-transfer-requests/claim_1/verify`,
      `POST ${base}/${to.id}/resource-transfer-requests/claim_1/accept`,
    ]);
    const due = running.sim.clock.now().getTime() + 24 * 3_600_000;
    const { resourceIds, expiresAt } = running.provider.seen.at(-3)?.body ?? {};
    expect([resourceIds, Math.abs(Number(expiresAt) - due) < 3_600_000]).toEqual([[sold.id], true]);
    expect(from.resources.size).toBe(0);
    expect(to.resources.get(sold.id)).toBe(sold);
    expect(running.sim.violations).toEqual([]);
  });

  it('puts the target on the plan that it is told to need', async () => {
    const { source, target, sold } = await teams();
    running.provider.answerNext(OPENED, { status: 200, body: { newBillingPlan: TEAM_PLAN } }, { status: 204 });
    await source.transfer([sold.id], target);
    expect(target.installation().billingPlan).toEqual(TEAM_PLAN);
  });

  it('moves nothing when the provider refuses', async () => {
    const { source, target, sold } = await teams();
    running.provider.answerNext(OPENED, { status: 200, body: {} }, CONFLICT);
    await expect(source.transfer([sold.id], target)).rejects.toThrow(UnexpectedAnswer);
    expect([source.installation().resources.size, target.installation().resources.size]).toEqual([1, 0]);
  });

  it('is played through the control API', async () => {
    const { sold } = await teams();
    running.provider.answerNext(OPENED, { status: 200, body: {} }, { status: 204 });
    const url = `${running.sim.url}/_simulator/v1/teams/Source/resources/${sold.id}/transfer`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: 'Target' }),
    });
    expect(await answer.json()).toMatchObject({ team: 'Target', resources: [{ id: sold.id }] });
  });
});
