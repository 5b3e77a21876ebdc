import { Injectable } from '@nestjs/common';
import { type Failure, type Outcome, type SsoTokens, VercelApi } from '#libs/vercel-api';
import { KeySetUnavailable, TokenRefused, type UserIdentity, VercelTokenVerifier } from '#libs/vercel-oidc';
import { Settings } from '../../platform/config/index.js';
import { Secret } from '../../platform/crypto/index.js';
import { UnitOfWork } from '../../platform/database/index.js';

/** Who somebody is, by a token that has been verified, and with what Vercel tells it again where it gives that. */
export interface Told {
  readonly kind: 'told';
  readonly identity: UserIdentity;
  readonly refreshToken: Secret | null;
}

/** Why nobody is: Vercel did not say, or what it said cannot be verified (any more, or now). */
export type NotTold =
  | { readonly kind: 'not-answered'; readonly failure: Failure }
  | { readonly kind: 'not-verified'; readonly reason: string }
  | { readonly kind: 'not-verifiable' };

/** Exchanges codes and refresh tokens with Vercel for identities. Tokens of Vercel are not kept. */
@Injectable()
export class VercelExchange {
  constructor(
    private readonly api: VercelApi,
    private readonly verifier: VercelTokenVerifier,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
  ) {}

  /** Whether what Vercel tells could be verified; without Vercel's keys an exchange would use up a code for nothing. */
  async isReady(): Promise<boolean> {
    try {
      await this.verifier.prepare();
      return true;
    } catch (error) {
      if (error instanceof KeySetUnavailable) return false;
      throw error;
    }
  }

  async byCode(code: string, state: string | undefined): Promise<Told | NotTold> {
    this.unitOfWork.assertClosed('A call to Vercel');
    return this.read(await this.api.sso.exchange(this.client, code, state));
  }

  async byRefreshToken(token: Secret): Promise<Told | NotTold> {
    this.unitOfWork.assertClosed('A call to Vercel');
    return this.read(await this.api.sso.refresh(this.client, token.reveal()));
  }

  private async read(outcome: Outcome<SsoTokens>): Promise<Told | NotTold> {
    if (outcome.kind !== 'done') return { kind: 'not-answered', failure: outcome };
    const { idToken, refreshToken } = outcome.value;
    try {
      const identity = await this.verifier.verifyToken(idToken);
      if (identity.kind !== 'user') return { kind: 'not-verified', reason: 'token_kind' };
      return { kind: 'told', identity, refreshToken: refreshToken === undefined ? null : Secret.of(refreshToken) };
    } catch (error) {
      if (error instanceof TokenRefused) return { kind: 'not-verified', reason: error.code };
      if (error instanceof KeySetUnavailable) return { kind: 'not-verifiable' };
      throw error;
    }
  }

  private get client(): { readonly id: string; readonly secret: string } {
    const { clientId: id, clientSecrets } = this.settings.integration;
    return { id, secret: clientSecrets[0]?.reveal() ?? '' };
  }
}
