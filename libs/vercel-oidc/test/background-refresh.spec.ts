import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeySetLog } from '#libs/vercel-oidc';
import { openMarketplace, userClaims, type Marketplace } from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const first = new SigningKey('first');
const second = new SigningKey('second');
let market: Marketplace;
let lines: [string, object, string][];

beforeEach(async () => {
  lines = [];
  const log: KeySetLog = {
    info: (fields, message) => lines.push(['info', fields, message]),
    warn: (fields, message) => lines.push(['warn', fields, message]),
  };
  market = await openMarketplace({ refreshSeconds: 0.01, log });
  market.server.publish(first.jwk());
});
afterEach(() => market.close());

/** A request that arrives after another means that the answer to the other was dealt with. */
const twoRequests = async (): Promise<void> => {
  await market.server.nextRequest();
  await market.server.nextRequest();
};

describe('the background refresh', () => {
  it('fetches at once, so that a server without traffic becomes ready', async () => {
    market.keys.start();
    await twoRequests();
    expect(market.keys.status()).toMatchObject({ keys: 1, usable: true });
  });

  it('brings new keys and drops old ones without a call that asks for them', async () => {
    market.keys.start();
    await twoRequests();
    market.server.publish(second.jwk());
    await twoRequests();
    const token = first.token({ claims: userClaims(market.clock) });
    market.keys.stop();
    await expect(market.verifier.verifyToken(token)).rejects.toMatchObject({ code: 'key-unknown' });
    expect(lines.map(([level, fields]) => [level, fields])).toEqual([
      ['info', { keyIds: ['first'] }],
      ['info', { keyIds: ['second'] }],
    ]);
  });

  it('goes on after failures and says so in the log', async () => {
    market.server.send(500, 'a page with a secret');
    market.keys.start();
    await twoRequests();
    market.server.publish(first.jwk());
    await twoRequests();
    expect(market.keys.status()).toMatchObject({ usable: true, lastError: null });
    const failure = { url: market.server.url, reason: 'answered 500', ageSeconds: null };
    expect(lines[0]).toEqual(['warn', failure, 'the key set could not be fetched']);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('ends with stop, which leaves fetching on use', async () => {
    market.keys.start();
    await twoRequests();
    market.keys.stop();
    const before = market.server.requests;
    const token = second.token({ claims: userClaims(market.clock) });
    market.server.publish(second.jwk());
    expect(await market.verifier.verifyToken(token)).toMatchObject({ kind: 'user' });
    expect(market.server.requests).toBe(before + 1);
  });
});
