import { type OAuthGrant, readOAuthGrant } from '../answers/oauth-grant.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';
import type { SsoClient } from './sso.js';

/** The code that the browser brought, and the very address on which it arrived. */
export interface OAuthCode {
  readonly code: string;
  readonly redirectUri: string;
}

/** The exchange of connectable accounts (`vercel-api.md` 3.1), which the SDK does not have. */
export class OAuthCalls {
  constructor(private readonly caller: Caller) {}

  /** `POST /v2/oauth/access_token`: no token goes along, and a code is used up by the attempt; `final` when it is not good (any more). */
  exchange(client: SsoClient, { code, redirectUri }: OAuthCode): Promise<Outcome<OAuthGrant>> {
    const form = { client_id: client.id, client_secret: client.secret, code, redirect_uri: redirectUri };
    return this.caller.call({
      endpoint: 'oauth-token',
      access: null,
      ids: [],
      write: { method: 'POST', path: ['v2', 'oauth', 'access_token'], form },
      read: readOAuthGrant,
      repeatable: false,
      namesInstallationAlone: false,
      hidden: [client.secret, code],
    });
  }
}
