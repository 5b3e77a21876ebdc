import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, start } from './support/start.js';

const CLIENT = { id: 'oac_test', secret: 'client-secret' };

describe('single sign-on', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
    running.sim.usePartner('http://127.0.0.1:1');
  });
  afterEach(async () => {
    expect(running.sim.violations).toEqual([]);
    await running.stop();
  });

  /** The code that a member's browser brings. */
  function code(): string {
    const { sim, installation } = running;
    return new URL(sim.sso.open(installation, 'user_1')).searchParams.get('code') ?? '';
  }

  it('exchanges a code for an id token, once, and sends no authorization', async () => {
    const brought = code();
    const { api, sim } = running;
    const outcome = await api.sso.exchange(CLIENT, brought, 'any');
    expect(outcome).toEqual({
      kind: 'done',
      value: { idToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), refreshToken: expect.any(String) },
    });
    expect(sim.record.calls.at(-1)).toMatchObject({ path: '/v1/integrations/sso/token', installationId: undefined });
    expect(await api.sso.exchange(CLIENT, brought)).toMatchObject({ kind: 'final', status: 400 });
  });

  it('renews an id token by the refresh token', async () => {
    const { api } = running;
    const first = await api.sso.exchange(CLIENT, code());
    if (first.kind !== 'done') throw new Error('not exchanged');
    const renewed = await api.sso.refresh(CLIENT, first.value.refreshToken ?? '');
    expect(renewed).toMatchObject({ kind: 'done', value: { idToken: expect.any(String) } });
    expect(await api.sso.refresh(CLIENT, 'unknown')).toMatchObject({ kind: 'final', status: 400 });
  });

  it('takes a wrong client for final, and not for an installation that is gone', async () => {
    const wrong = await running.api.sso.exchange({ ...CLIENT, secret: 'another' }, code());
    expect(wrong).toMatchObject({ kind: 'final', status: 403 });
  });

  it('does not take a code that has waited for too long', async () => {
    const brought = code();
    running.sim.clock.advance('PT6M');
    expect(await running.api.sso.exchange(CLIENT, brought)).toMatchObject({ kind: 'final', status: 400 });
  });

  it('tells an outcome as unknown where the code may have been used up, and repeats neither code nor secret', async () => {
    const brought = code();
    running.strike({
      kind: 'status',
      status: 500,
      body: { error: { code: 'e', message: `no ${brought} ${CLIENT.secret}!` } },
    });
    const outcome = await running.api.sso.exchange(CLIENT, brought);
    expect(outcome).toMatchObject({ kind: 'unknown-outcome', status: 500 });
    expect(JSON.stringify(outcome)).not.toContain(brought);
    running.strike({ kind: 'status', status: 200, body: { access_token: null, token_type: null } });
    expect(await running.api.sso.exchange(CLIENT, brought)).toMatchObject({
      kind: 'unknown-outcome',
      code: 'answer_unreadable',
    });
  });
});
