import { type Answer, refusal } from '../http/json-answer.js';
import { newSsoCode } from '../ids.js';
import type { HeldInstallation } from '../record/held.js';
import type { VercelRecord } from '../record/vercel-record.js';
import type { SimulatorClock } from '../simulator-clock.js';
import type { TokenFactory } from '../tokens/token-factory.js';

/** How long a code may be exchanged; the real figure is not published. */
const CODE_MS = 5 * 60_000;
const ID_TOKEN_SECONDS = 3_600;

/** What the browser brings along; none of it is signed. */
export type SsoContext = Readonly<Record<string, string>>;

/** Somebody who has opened the provider from Vercel. */
interface Visit {
  readonly installationId: string;
  readonly userId: string;
  readonly until: Date;
}

/** What single sign-on works with. */
export interface SsoParts {
  readonly record: VercelRecord;
  readonly tokens: TokenFactory;
  readonly clock: SimulatorClock;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The provider's Redirect Login URL. */
  readonly loginUrl: () => string;
}

/** Sends browsers to the provider with a code, and tells the provider whose code it is, once. */
export class SsoDesk {
  private readonly codes = new Map<string, Visit>();
  private readonly refreshTokens = new Map<string, Visit>();

  constructor(private readonly parts: SsoParts) {}

  /** Where a member's browser is sent to open the provider. */
  open(installation: HeldInstallation, userId: string, context: SsoContext = {}): string {
    const code = newSsoCode();
    const until = new Date(this.parts.clock.now().getTime() + CODE_MS);
    this.codes.set(code, { installationId: installation.id, userId, until });
    const url = new URL(this.parts.loginUrl());
    const parameters = { ...context, mode: 'sso', code, state: newSsoCode() };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** `POST /v1/integrations/sso/token`: 403 for a wrong client, 400 for a code or refresh token that is not good (any more). */
  exchange(body: unknown): Answer {
    const asked = (body ?? {}) as Readonly<Record<string, unknown>>;
    const { clientId, clientSecret } = this.parts;
    if (asked['client_id'] !== clientId || asked['client_secret'] !== clientSecret)
      return refusal(403, 'forbidden', 'the client is not known');
    const visit = this.take(asked);
    if (visit === undefined) return refusal(400, 'invalid_grant', 'the code is not valid');
    const installation = this.parts.record.find(visit.installationId);
    const member = installation?.members.find(({ id }) => id === visit.userId);
    if (installation === undefined || member === undefined) return refusal(400, 'invalid_grant', 'nobody is there');
    const { id: userId, ...person } = member;
    const subject = { installationId: installation.id, userId, ...person };
    return { status: 200, body: this.tokensOf(this.parts.tokens.user(subject), asked, visit) };
  }

  /** A code is used up by the attempt, whatever comes of it. */
  private take(asked: Readonly<Record<string, unknown>>): Visit | undefined {
    if (asked['grant_type'] === 'refresh_token') return this.refreshTokens.get(String(asked['refresh_token']));
    const code = String(asked['code']);
    const visit = this.codes.get(code);
    this.codes.delete(code);
    return visit !== undefined && visit.until > this.parts.clock.now() ? visit : undefined;
  }

  /** With a code the access token is null, which the contract allows; with a refresh token all five are there. */
  private tokensOf(idToken: string, asked: Readonly<Record<string, unknown>>, visit: Visit): object {
    const refreshToken = newSsoCode();
    this.refreshTokens.set(refreshToken, visit);
    const told = { id_token: idToken, expires_in: ID_TOKEN_SECONDS, refresh_token: refreshToken };
    if (asked['grant_type'] !== 'refresh_token') return { ...told, access_token: null, token_type: null };
    const token = this.parts.record.find(visit.installationId)?.accessTokens.at(-1) ?? '';
    return { ...told, access_token: token, token_type: 'Bearer' };
  }
}
