import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from '#libs/vercel-api';
import { ACCESS } from './support/plain-server.js';
import { type Running, start } from './support/start.js';

describe('a request that cannot be sent as it was meant', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
  });
  afterEach(() => running.stop());

  const refused = async (outcome: Outcome<unknown>): Promise<void> => {
    expect(outcome).toMatchObject({ kind: 'final', code: 'invalid_request' });
    expect(running.sim.record.calls).toEqual([]);
  };

  it.each(['', '.', '..'])('is not sent: the id %j would name another path', async (id) => {
    await refused(await running.api.resources.delete(running.access, id));
    await refused(await running.api.installations.account({ ...running.access, installationId: id }));
  });

  it('goes to the path it names, whatever characters the id has', async () => {
    const ids = ['../account', '%2e%2e', 'a?b=c#d', 'ä/..'];
    for (const id of ids) await running.api.resources.delete(running.access, id);
    const base = '/v1/installations/icfg_test/resources/';
    const paths = running.sim.record.calls.map(({ path }) => path);
    expect(paths).toEqual(ids.map((id) => `${base}${encodeURIComponent(id)}`));
  });

  it('is not sent: the SDK would drop a key without a word', async () => {
    const update = { status: 'ready', state: 'x' } as const;
    await refused(await running.api.installations.update(running.access, update));
    const secrets = { secrets: [{ name: 'A', value: 'a', sensitive: true }] };
    await refused(await running.api.resources.updateSecrets(running.access, 'res_1', secrets));
  });

  it('is not sent: the SDK refuses a value', async () => {
    const update = JSON.parse('{"status":"asleep"}') as { readonly status: 'ready' };
    await refused(await running.api.installations.update(running.access, update));
  });

  it.each(['', 'two\r\nX-Evil: 1', 'with space', 'ü'])('is not sent: %j is no token', async (token) => {
    const outcome = await running.api.installations.account({ ...ACCESS, token: { reveal: () => token } });
    await refused(outcome);
    if (token !== '') expect(inspect(outcome)).not.toContain(token);
  });
});

describe('what a failure tells', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
  });
  afterEach(() => running.stop());

  it('holds neither the token nor a secret that was sent, even when Vercel repeats them', async () => {
    const { api, access } = running;
    const token = access.token.reveal();
    const echo = { error: { code: token, message: `bad: ${token} and hunter2 and hunter3 in ${'x'.repeat(2_000)}` } };
    const secret = { name: 'A', value: 'hunter2', environmentOverrides: { preview: 'hunter3' } };
    const given = { productId: 'p', name: 'n', status: 'ready', secrets: [secret] } as const;
    const calls = [
      () => api.resources.updateSecrets(access, 'res_1', { secrets: [secret] }),
      () => api.resources.import(access, 'res_1', given),
      () => api.resources.update(access, 'res_1', { secrets: { secrets: [secret], partial: true } }),
    ];
    for (const call of calls) {
      running.strike({ kind: 'status', status: 422, body: echo });
      const outcome = await call();
      expect(outcome).toMatchObject({ kind: 'final', code: '[secret]' });
      expect(JSON.stringify(outcome).length).toBeLessThan(500);
      expect(JSON.stringify(outcome)).toContain('bad: [secret] and [secret] and [secret] in');
      expect(inspect(api, { depth: 20, showHidden: true })).not.toMatch(/hunter|token-of/);
    }
  });
});
