import { marketplaceExchangeSsoToken } from '@vercel/sdk/funcs/marketplaceExchangeSsoToken.js';
import { readSsoTokens, type SsoTokens } from '../answers/sso-tokens.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

/** The integration, as it identifies itself. */
export interface SsoClient {
  readonly id: string;
  readonly secret: string;
}

/** Single sign-on (`vercel-api.md` 2.11); no token goes along, and a code is used up by the attempt. */
export class SsoCalls {
  constructor(private readonly caller: Caller) {}

  /** Exchanges the code that a browser brought; `final` when it is not good (any more). */
  exchange(client: SsoClient, code: string, state?: string): Promise<Outcome<SsoTokens>> {
    const told = { code, ...(state !== undefined && { state }) };
    const grant = { grant_type: 'authorization_code' } as const;
    return this.caller.call({
      endpoint: 'sso-token',
      access: null,
      ids: [],
      body: { ...told, client_id: client.id, client_secret: client.secret, ...grant },
      write: (core) =>
        marketplaceExchangeSsoToken(core, {
          ...told,
          clientId: client.id,
          clientSecret: client.secret,
          grantType: 'authorization_code',
        }),
      read: readSsoTokens,
      repeatable: false,
      namesInstallationAlone: false,
      hidden: [client.secret, code],
    });
  }

  /** Renews an id token; `final` when the refresh token is not good (any more). */
  refresh(client: SsoClient, refreshToken: string): Promise<Outcome<SsoTokens>> {
    const grant = { grant_type: 'refresh_token' } as const;
    return this.caller.call({
      endpoint: 'sso-token',
      access: null,
      ids: [],
      body: { refresh_token: refreshToken, client_id: client.id, client_secret: client.secret, ...grant },
      write: (core) =>
        marketplaceExchangeSsoToken(core, {
          refreshToken,
          clientId: client.id,
          clientSecret: client.secret,
          grantType: 'refresh_token',
        }),
      read: readSsoTokens,
      repeatable: false,
      namesInstallationAlone: false,
      hidden: [client.secret, refreshToken],
    });
  }
}
