import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RemoteKeySet, TokenRefused, type VercelIdentity, VercelTokenVerifier } from '#libs/vercel-oidc';
import { type Running, start } from './support/start.js';

describe('a strict verifier before the simulated Vercel', () => {
  let running: Running;
  let verify: (token: string) => Promise<VercelIdentity>;

  beforeEach(async () => {
    running = await start();
    const { sim } = running;
    const now = () => sim.clock.now();
    const keys = new RemoteKeySet({ url: sim.jwksUrl, now });
    const parts = { keys, issuer: sim.issuer, audience: 'oac_test', algorithms: ['RS256'], now };
    const verifier = new VercelTokenVerifier(parts);
    verify = (token) => verifier.verify(`Bearer ${token}`);
  });
  afterEach(() => running.stop());

  it('takes every kind of right token', async () => {
    const { tokens } = running.sim;
    expect(await verify(tokens.user({ installationId: 'icfg_1', role: 'USER' }))).toMatchObject({ kind: 'user' });
    expect(await verify(tokens.system({ installationId: 'icfg_1' }))).toMatchObject({ kind: 'system' });
    expect(await verify(tokens.system({ installationId: null, claims: { sub: null } }))).toMatchObject({
      kind: 'system',
    });
    expect(await verify(tokens.preInstall())).toMatchObject({ kind: 'pre-install' });
    expect(await verify(tokens.user({ installationId: 'icfg_1', claims: { later: [1] } }))).toMatchObject({
      kind: 'user',
    });
  });

  it('refuses every bad one', async () => {
    const accepted: string[] = [];
    for (const { name, token } of running.sim.badTokens('icfg_1')) {
      await verify(token).then(
        () => accepted.push(name),
        (cause: unknown) => expect([name, cause]).toEqual([name, expect.any(TokenRefused)]),
      );
    }
    expect(accepted).toEqual([]);
  });
});
