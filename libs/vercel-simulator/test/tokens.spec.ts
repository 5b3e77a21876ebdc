import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, start } from './support/start.js';
import { readClaims, verifiedBy } from './support/verify.js';

describe('the tokens of the simulated Vercel', () => {
  let running: Running;
  beforeEach(async () => void (running = await start()));
  afterEach(() => running.stop());

  it('verify against the published key set, which the discovery document names', async () => {
    const { sim } = running;
    const discovery = (await (await fetch(`${sim.issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    expect(discovery).toMatchObject({ issuer: sim.issuer, jwks_uri: sim.jwksUrl });
    expect(await verifiedBy(discovery['jwks_uri'] ?? '', sim.tokens.user({ installationId: 'icfg_1' }))).toBe(true);
  });

  it('say who acts, for which account, in the form Vercel prints', async () => {
    const { sim } = running;
    const installation = await sim.team('Acme').install();
    const user = readClaims(sim.tokens.user({ installationId: installation.id }));
    expect(user).toMatchObject({
      account_id: installation.accountId,
      user_role: 'ADMIN',
      user_id: installation.members[0]?.id,
    });
    expect(user['sub']).toMatch(/^account:[0-9a-f]+:user:[0-9a-f]+$/);
    const system = readClaims(sim.tokens.system({ installationId: null, claims: { sub: null } }));
    expect(system).toMatchObject({ installation_id: null, sub: null });
    expect(Object.keys(readClaims(sim.tokens.preInstall())).sort()).toEqual(['aud', 'exp', 'iat', 'iss']);
  });

  it('survive a rotation for as long as the old key is published', async () => {
    const { sim } = running;
    const before = sim.tokens.user({ installationId: 'icfg_1' });
    sim.rotateKeys();
    expect(await verifiedBy(sim.jwksUrl, before)).toBe(true);
    expect(await verifiedBy(sim.jwksUrl, sim.tokens.user({ installationId: 'icfg_1' }))).toBe(true);
    sim.clock.advance('PT1H');
    expect(await verifiedBy(sim.jwksUrl, before)).toBe(false);
    const next = sim.tokens.user({ installationId: 'icfg_1' });
    sim.rotateKeys({ keepOldForSeconds: 0 });
    expect(await verifiedBy(sim.jwksUrl, next)).toBe(false);
  });

  it('come in deliberately bad forms, all different and all named', () => {
    const { sim } = running;
    const bad = [...sim.badTokens('icfg_1')];
    expect(new Set(bad.map(({ name }) => name)).size).toBe(bad.length);
    expect(new Set(bad.map(({ token }) => token)).size).toBe(bad.length);
    expect(bad.length).toBeGreaterThan(70);
    expect(bad.filter(({ sendable }) => !sendable).map(({ name }) => name)).toEqual(['a trailing line break']);
  });

  it('keep the signature right where only the claims or the header are bad', async () => {
    const { sim } = running;
    const named = new Map([...sim.badTokens('icfg_1')].map(({ name, token }) => [name, token]));
    const rightlySigned = [
      'jwk in the header',
      'exp of 1e300',
      'aud as an array',
      'more than 8 KB',
      'a trailing line break',
    ];
    const lenient = [
      'a non-canonical last character of the signature',
      'a non-canonical last character of the claims, signed',
    ];
    for (const name of [...rightlySigned, ...lenient]) {
      expect([name, await verifiedBy(sim.jwksUrl, named.get(name)?.trim() ?? '')]).toEqual([name, true]);
    }
    for (const name of ['a foreign key offered as jwk', 'a changed role under the old signature', 'alg RS512']) {
      expect([name, await verifiedBy(sim.jwksUrl, named.get(name) ?? '')]).toEqual([name, false]);
    }
  });
});
