import { RemoteKeySet, VercelTokenVerifier, type RemoteKeySetOptions } from '#libs/vercel-oidc';
import { KeyServer } from './key-server.js';

/** The real issuer; nothing is asked of it. */
export const ISSUER = 'https://marketplace.vercel.com';
/** The integration id that all tokens are made for. */
export const AUDIENCE = 'oac_9f4YG9JFjgKkRlxoaaGG0y05';

/** A clock that stands still until it is moved. */
export class ManualClock {
  #ms = Date.UTC(2026, 9, 1);
  readonly now = (): Date => new Date(this.#ms);

  get seconds(): number {
    return this.#ms / 1000;
  }

  advance(seconds: number): void {
    this.#ms += seconds * 1000;
  }
}

/** An issuer with its endpoint, and a verifier that trusts it. */
export interface Marketplace {
  readonly server: KeyServer;
  readonly clock: ManualClock;
  readonly keys: RemoteKeySet;
  readonly verifier: VercelTokenVerifier;
  close(): Promise<void>;
}

/** Nothing is published yet, and nothing fetched. */
export async function openMarketplace(options: Partial<RemoteKeySetOptions> = {}): Promise<Marketplace> {
  const server = await KeyServer.open();
  const clock = new ManualClock();
  const keys = new RemoteKeySet({ url: server.url, now: clock.now, ...options });
  const verifier = new VercelTokenVerifier({
    keys,
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ['RS256'],
    now: clock.now,
  });
  const close = async (): Promise<void> => {
    keys.stop();
    await server.close();
  };
  return { server, clock, keys, verifier, close };
}

/** An administrator for an hour; a change to undefined leaves the claim out. */
export function userClaims(clock: ManualClock, changes: object = {}): object {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'account:abc123:user:def456',
    account_id: 'abc123',
    installation_id: 'icfg_9bceb8ccT32d3U417ezb5c8p',
    user_id: 'def456',
    user_role: 'ADMIN',
    iat: clock.seconds,
    exp: clock.seconds + 3600,
    ...changes,
  };
}

/** As userClaims, for Vercel itself. */
export function systemClaims(clock: ManualClock, changes: object = {}): object {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'account:abc123',
    account_id: 'abc123',
    installation_id: 'icfg_9bceb8ccT32d3U417ezb5c8p',
    iat: clock.seconds,
    exp: clock.seconds + 3600,
    ...changes,
  };
}
