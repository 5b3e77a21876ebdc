import { Injectable } from '@nestjs/common';
import { type Failure, type SsoTokens, VercelApi } from '#libs/vercel-api';
import { KeySetUnavailable, TokenRefused, type UserIdentity, VercelTokenVerifier } from '#libs/vercel-oidc';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import type { RefusalReason } from './sign-in-refusal.js';
import { digestOf } from './session-secret.js';
import { SsoCodeRepository } from './sso-code.repository.js';

/** Nobody is signed in; `reason` is for the log. */
export interface NotSignedIn {
  readonly kind: 'refused';
  readonly why: RefusalReason;
  readonly reason: string;
  readonly retryAfterSeconds?: number;
}

/** Who Vercel says has come. */
export interface Recognised {
  readonly kind: 'recognised';
  readonly identity: UserIdentity;
}

/** What a browser brought from Vercel. */
export interface SsoGrant {
  readonly code: string;
  readonly state: string | undefined;
}

const RETRY_SECONDS = 5;

/** Has Vercel tell who a browser belongs to; each code is tried until Vercel has answered for certain, and never again. */
@Injectable()
export class SignIn {
  constructor(
    private readonly api: VercelApi,
    private readonly verifier: VercelTokenVerifier,
    private readonly codes: SsoCodeRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async recognise({ code, state }: SsoGrant): Promise<Recognised | NotSignedIn> {
    this.unitOfWork.assertClosed('A call to Vercel');
    const digest = digestOf(code);
    if (!(await this.codes.useOnce(digest, this.clock.now()))) return refusal('code-used', 'code_used');
    const { clientId: id, clientSecrets } = this.settings.integration;
    const client = { id, secret: clientSecrets[0]?.reveal() ?? '' };
    const outcome = await this.api.sso.exchange(client, code, state);
    if (outcome.kind === 'done') return this.identify(outcome.value);
    const refused = refusalOf(outcome);
    if (refused.retryAfterSeconds !== undefined) await this.codes.release(digest);
    return refused;
  }

  private async identify({ idToken }: SsoTokens): Promise<Recognised | NotSignedIn> {
    try {
      const identity = await this.verifier.verifyToken(idToken);
      return identity.kind === 'user' ? { kind: 'recognised', identity } : refusal('token-refused', 'token_kind');
    } catch (error) {
      if (error instanceof TokenRefused) return refusal('token-refused', error.code);
      if (error instanceof KeySetUnavailable)
        return { ...refusal('vercel-busy', 'key_set'), retryAfterSeconds: RETRY_SECONDS };
      throw error;
    }
  }
}

/** A final 403 is about us: no code comes into it. */
function refusalOf(failure: Failure): NotSignedIn {
  if (failure.kind === 'final') {
    return refusal(failure.status === 403 ? 'client-refused' : 'code-refused', failure.code);
  }
  const afterMs = 'afterMs' in failure ? (failure.afterMs ?? 0) : 0;
  const retryAfterSeconds = Math.max(RETRY_SECONDS, Math.ceil(afterMs / 1_000));
  return { ...refusal('vercel-busy', failure.code), retryAfterSeconds };
}

function refusal(why: RefusalReason, reason: string): NotSignedIn {
  return { kind: 'refused', why, reason };
}
