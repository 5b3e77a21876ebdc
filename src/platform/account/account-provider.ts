import { Injectable } from '@nestjs/common';
import type { Configuration, CustomFetch, IDToken } from 'openid-client';
import { Settings } from '../config/index.js';
import { DomainError, NotFound, Unavailable } from '../errors/index.js';
import type { Account } from './account.js';
import type { LoginChecks } from './login-secret.js';

const TIMEOUT_SECONDS = 5;
/** After which keys and addresses are read again. */
const KNOWN_FOR_MS = 3_600_000;
const LONGEST_SUBJECT = 255;
type AccountLoginSettings = NonNullable<Settings['accountLogin']>;

const AWAY = {
  user: { message: 'The login with your account cannot be reached at the moment. Please try again soon.' },
};

/** Where the provider's own login takes a browser. */
export interface LoginAddress {
  readonly checks: LoginChecks;
  readonly redirectUri: string;
  /** `again`: also who is logged in there has to log in, perhaps as somebody else. */
  readonly prompt: 'if needed' | 'again';
}

/** The provider's own login as an OpenID provider: found by its issuer at the first use, and kept for an hour. */
@Injectable()
export class AccountProvider {
  private readonly login: AccountLoginSettings | null;
  private known: { readonly configuration: Promise<Configuration>; readonly until: number } | null = null;

  constructor(settings: Settings) {
    this.login = settings.accountLogin;
  }

  get isConfigured(): boolean {
    return this.login !== null;
  }

  /** @throws Unavailable when the provider cannot be reached */
  async addressFor({ checks, redirectUri, prompt }: LoginAddress): Promise<URL> {
    const client = await import('openid-client');
    const configuration = await this.configuration();
    return client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      ...(prompt === 'again' ? { prompt: 'login' } : {}),
    });
  }

  /** Who has logged in, by what came back. @throws Unavailable; DomainError (400) for whatever does not fit this login */
  async accountOf(answer: URL, { state, nonce, verifier }: LoginChecks): Promise<Account> {
    const client = await import('openid-client');
    const configuration = await this.configuration();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    const tokens = await client.authorizationCodeGrant(configuration, answer, checks).catch((error: unknown) => {
      const reason = reasonOf(error);
      throw isAway(error) ? new Unavailable('The account login did not answer', { ...AWAY, reason }) : refused(reason);
    });
    return accountIn(tokens.claims());
  }

  private async configuration(): Promise<Configuration> {
    if (this.login === null) throw new NotFound('Page');
    if (this.known === null || this.known.until < performance.now())
      this.known = { configuration: discover(this.login), until: performance.now() + KNOWN_FOR_MS };
    try {
      return await this.known.configuration;
    } catch (error) {
      this.known = null;
      throw new Unavailable('The account login cannot be found by its issuer', { ...AWAY, reason: reasonOf(error) });
    }
  }
}

/** No redirect is followed: it could lead the client secret elsewhere. */
async function discover({ issuer, clientId, clientSecret }: AccountLoginSettings): Promise<Configuration> {
  const client = await import('openid-client');
  const server = new URL(issuer);
  const direct: CustomFetch = (url, options) => fetch(url, { ...(options as RequestInit), redirect: 'error' });
  const configuration = await client.discovery(server, clientId, clientSecret.reveal(), undefined, {
    timeout: TIMEOUT_SECONDS,
    [client.customFetch]: direct,
    execute: [
      client.enableNonRepudiationChecks,
      ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  });
  return configuration;
}

/** A time-out, no connection, or an answer of 5xx: none of them says anything about the login. */
function isAway(error: unknown): boolean {
  const { code, name, status, cause } = error as Partial<Record<'code' | 'name' | 'status' | 'cause', unknown>>;
  if (code === 'OAUTH_TIMEOUT' || name === 'TypeError') return true;
  if (typeof status === 'number') return status >= 500;
  return typeof cause === 'object' && cause !== null && isAway(cause);
}

/** For the log, and no more of it: the whole would hold codes and tokens. */
function reasonOf(error: unknown): string {
  const { error: told, code, name } = error as Partial<Record<'error' | 'code' | 'name', unknown>>;
  const known = [told, code, name].find((text) => typeof text === 'string' && /^\w{1,64}$/.test(text));
  return typeof known === 'string' ? known : 'unknown';
}

function refused(reason: string): DomainError {
  const user = { message: 'You could not be logged in with your account. Please start again from Vercel.' };
  return new DomainError('invalid', 'account_login_failed', 'The account login was not completed', { user, reason });
}

function accountIn(claims: IDToken | undefined): Account {
  if (claims === undefined || claims.sub === '' || claims.sub.length > LONGEST_SUBJECT) throw refused('nobody_named');
  const { iss: issuer, sub: subject, name, email } = claims;
  const shown = [email, name].find((text) => typeof text === 'string' && text !== '');
  return { issuer, subject, name: typeof shown === 'string' ? shown.slice(0, LONGEST_SUBJECT) : null };
}
