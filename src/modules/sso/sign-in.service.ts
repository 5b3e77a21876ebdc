import { Injectable } from '@nestjs/common';
import type { Failure } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import type { RefusalReason } from './sign-in-refusal.js';
import { digestOf } from './session-secret.js';
import { SsoCodeRepository } from './sso-code.repository.js';
import { type NotTold, type Told, VercelExchange } from './vercel-exchange.service.js';

/** Nobody is signed in; `reason` is for the log. */
export interface NotSignedIn {
  readonly kind: 'refused';
  readonly why: RefusalReason;
  readonly reason: string;
  readonly retryAfterSeconds?: number;
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
    private readonly exchange: VercelExchange,
    private readonly codes: SsoCodeRepository,
    private readonly clock: Clock,
  ) {}

  async recognise({ code, state }: SsoGrant): Promise<Told | NotSignedIn> {
    if (!(await this.exchange.isReady())) return busy('key_set', 0);
    const digest = digestOf(code);
    if (!(await this.codes.useOnce(digest, this.clock.now()))) return refusal('code-used', 'code_used');
    const told = await this.exchange.byCode(code, state);
    if (told.kind === 'told') return told;
    if (told.kind === 'not-answered' && told.failure.kind !== 'final') await this.codes.release(digest);
    return refusalOf(told);
  }
}

function refusalOf(told: NotTold): NotSignedIn {
  if (told.kind === 'not-verified') return refusal('token-refused', told.reason);
  if (told.kind === 'not-verifiable') return refusal('not-verifiable', 'key_set');
  const { failure } = told;
  if (failure.kind === 'final') return finalRefusal(failure);
  return busy(failure.code, 'afterMs' in failure ? (failure.afterMs ?? 0) : 0);
}

/** A final 403 is about us: no code comes into it. */
function finalRefusal({ status, code }: Failure): NotSignedIn {
  return refusal(status === 403 ? 'client-refused' : 'code-refused', code);
}

function busy(reason: string, afterMs: number): NotSignedIn {
  const retryAfterSeconds = Math.max(RETRY_SECONDS, Math.ceil(afterMs / 1_000));
  return { ...refusal('vercel-busy', reason), retryAfterSeconds };
}

function refusal(why: RefusalReason, reason: string): NotSignedIn {
  return { kind: 'refused', why, reason };
}
