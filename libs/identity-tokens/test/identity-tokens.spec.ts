import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { keySetOf, newSigningKey, signIdentity } from '../src/index.js';

const CLAIMS = { iss: 'https://shop.example', aud: 'https://dashboard.example', sub: 'member', jti: '1' };

describe('a signed identity', () => {
  it('is verified with the key set, which names its key among others', async () => {
    const [old, key] = [await newSigningKey(), await newSigningKey()];
    const now = Math.floor(Date.now() / 1_000);
    const token = await signIdentity(key, { ...CLAIMS, iat: now, exp: now + 300, role: 'ADMIN' });
    const keys = createLocalJWKSet(keySetOf([old.publicJwk, key.publicJwk]) as JSONWebKeySet);
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: CLAIMS.iss, audience: CLAIMS.aud });
    expect(payload).toEqual({ ...CLAIMS, iat: now, exp: now + 300, role: 'ADMIN' });
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: key.id, typ: 'JWT' });
    await expect(jwtVerify(token, createLocalJWKSet(keySetOf([old.publicJwk]) as JSONWebKeySet))).rejects.toThrow();
  });

  it('shows nothing of the private key in the key set, even when it was handed in', async () => {
    const { publicJwk, privateJwk } = await newSigningKey();
    const { d } = JSON.parse(privateJwk) as { d: string };
    const shown = JSON.stringify(keySetOf([{ ...publicJwk, ...(JSON.parse(privateJwk) as object) }]));
    expect(d.length).toBeGreaterThan(40);
    expect(shown).not.toContain(d);
    expect(JSON.parse(shown)).toEqual({ keys: [{ ...publicJwk, alg: 'ES256', use: 'sig' }] });
  });
});
