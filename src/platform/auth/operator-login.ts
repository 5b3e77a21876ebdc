import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AccessTokenVerifier, KeySetUnavailable, RemoteKeySet, TokenRefused } from '#libs/vercel-oidc';
import { Clock } from '../clock/index.js';
import { Settings } from '../config/index.js';
import { DomainError, Unavailable } from '../errors/index.js';

type OperatorLoginSettings = NonNullable<Settings['operatorLogin']>;

const TIMEOUT_MS = 3_000;
/** A failed discovery is not repeated sooner, however many tokens come. */
const PAUSE_MS = 1_000;
const MAX_SCOPES = 100;

/** An operator who has logged in, and what they may do. */
export interface LoggedInOperator {
  readonly subject: string;
  readonly scopes: readonly string[];
}

/** Operators with a bearer token of the provider's own login; its keys are found by its issuer at the first use. */
@Injectable()
export class OperatorLogin implements OnApplicationShutdown {
  private readonly logger = new Logger(OperatorLogin.name);
  private readonly login: OperatorLoginSettings | null;
  private verifier: Promise<AccessTokenVerifier> | null = null;
  private keys: RemoteKeySet | null = null;
  private failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    settings: Settings,
    private readonly clock: Clock,
  ) {
    this.login = settings.operatorLogin;
  }

  onApplicationShutdown(): void {
    this.keys?.stop();
  }

  get isConfigured(): boolean {
    return this.login !== null;
  }

  /** @throws DomainError (401); Unavailable while the issuer cannot be asked for its keys */
  async operatorOf(authorization: string): Promise<LoggedInOperator> {
    if (this.login === null) throw unauthenticated('no-login');
    try {
      const { subject, claims } = await (await this.verifierOf(this.login)).verify(authorization);
      return { subject, scopes: scopesIn(claims, this.login.rolesClaim) };
    } catch (error) {
      if (error instanceof TokenRefused) throw unauthenticated(error.code);
      if (error instanceof KeySetUnavailable) throw away(error);
      throw error;
    }
  }

  private verifierOf(login: OperatorLoginSettings): Promise<AccessTokenVerifier> {
    if (this.verifier !== null) return this.verifier;
    if (performance.now() - this.failedAt < PAUSE_MS) throw away(null);
    const found = this.discover(login).catch((error: unknown) => {
      this.verifier = null;
      this.failedAt = performance.now();
      throw away(error);
    });
    this.verifier = found;
    return found;
  }

  private async discover({ issuer, audience }: OperatorLoginSettings): Promise<AccessTokenVerifier> {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const said = (await answer.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
    if (said.issuer !== issuer || typeof said.jwks_uri !== 'string')
      throw new Error('The document at the issuer is not its own');
    const now = (): Date => this.clock.outside();
    const log = {
      info: (fields: object, message: string) => this.logger.log(message, fields),
      warn: (fields: object, message: string) => this.logger.warn(message, fields),
    };
    const keys = new RemoteKeySet({ url: said.jwks_uri, now, log });
    this.keys = keys;
    keys.start();
    return new AccessTokenVerifier({ keys, issuer, audience, now });
  }
}

/** A list of texts, or texts between spaces; under its own name, or by dots within other claims. */
function scopesIn(claims: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const claim = Object.hasOwn(claims, name) ? claims[name] : name.split('.').reduce<unknown>(memberOf, claims);
  const listed: unknown = typeof claim === 'string' ? claim.split(' ') : claim;
  return Array.isArray(listed) ? listed.slice(0, MAX_SCOPES).filter((scope) => typeof scope === 'string') : [];
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function unauthenticated(reason: string): DomainError {
  return new DomainError('unauthenticated', 'unauthorized', 'A valid API key or token is needed', { reason });
}

function away(cause: unknown): Unavailable {
  return new Unavailable("The operators' login cannot be asked for its keys now", { cause });
}
