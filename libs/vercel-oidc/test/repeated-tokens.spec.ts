import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openMarketplace, userClaims, type Marketplace } from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const first = new SigningKey('first');
const second = new SigningKey('second');
let market: Marketplace;

beforeEach(async () => {
  market = await openMarketplace();
  market.server.publish(first.jwk());
});
afterEach(() => market.close());

const token = (changes: object = {}): string => first.token({ claims: userClaims(market.clock, changes) });
const verify = (made: string) => market.verifier.verifyToken(made);

describe('a repeated token', () => {
  it('is not verified again within a minute, and is after it', async () => {
    const made = token();
    const identity = await verify(made);
    market.clock.advance(59);
    expect(await verify(made)).toBe(identity);
    market.clock.advance(1);
    const later = await verify(made);
    expect(later).not.toBe(identity);
    expect(later).toEqual(identity);
  });

  it('is told from one that differs in its signature', async () => {
    const made = token();
    await verify(made);
    const forged = `${made.slice(0, -20)}AAAAAAAAAAAAAAAAAAAA`;
    await expect(verify(forged)).rejects.toMatchObject({ code: 'signature' });
  });

  it('is refused once it has expired', async () => {
    const made = token({ exp: market.clock.seconds + 10 });
    await verify(made);
    market.clock.advance(14);
    expect(await verify(made)).toMatchObject({ kind: 'user' });
    market.clock.advance(1);
    await expect(verify(made)).rejects.toMatchObject({ code: 'expired' });
  });

  it('is refused when the clock was set back to before it was issued', async () => {
    const made = token();
    await verify(made);
    market.clock.advance(-60);
    await expect(verify(made)).rejects.toMatchObject({ code: 'issued-at' });
  });

  it('is refused once the key set has lost its key', async () => {
    const made = token();
    await verify(made);
    await verify(made);
    market.server.publish(second.jwk());
    const unknown = first.token({ header: { kid: 'third' }, claims: userClaims(market.clock) });
    await expect(verify(unknown)).rejects.toMatchObject({ code: 'key-unknown' });
    await expect(verify(made)).rejects.toMatchObject({ code: 'key-unknown' });
  });

  it('is refused once the same key id stands for another key', async () => {
    const made = token();
    await verify(made);
    market.server.publish(second.jwk({ kid: 'first' }), second.jwk());
    await verify(second.token({ claims: userClaims(market.clock) }));
    await expect(verify(made)).rejects.toMatchObject({ code: 'signature' });
  });

  it('waits like any other once the key set is too old', async () => {
    market.clock.advance(1);
    await verify(token());
    market.server.send(500, '');
    market.clock.advance(86_400 - 30);
    const made = token();
    await verify(made);
    market.clock.advance(29);
    expect(await verify(made)).toMatchObject({ kind: 'user' });
    market.clock.advance(2);
    await expect(verify(made)).rejects.toMatchObject({ name: 'KeySetUnavailable' });
  });

  it('gives every caller an identity that none of them can change', async () => {
    const identity = await verify(token());
    expect(Object.isFrozen(identity)).toBe(true);
  });

  it('is never kept when it was refused', async () => {
    const early = token({ iat: market.clock.seconds + 30 });
    await expect(verify(early)).rejects.toMatchObject({ code: 'issued-at' });
    market.clock.advance(30);
    expect(await verify(early)).toMatchObject({ kind: 'user' });
  });
});
