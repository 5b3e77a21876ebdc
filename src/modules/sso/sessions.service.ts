import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SessionFacts } from '../../platform/auth/index.js';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { RefreshToken } from './refresh-token.js';
import { SessionRepository } from './session.repository.js';
import { IDLE_SECONDS, SESSION_SECONDS } from './session-limits.js';
import { digestOf, newSecret } from './session-secret.js';

/** Who has just been signed in by Vercel. */
export type NewSession = Pick<SessionFacts, 'installationId' | 'memberId' | 'name' | 'email'>;

/** A session, and the value of its cookie, which nothing else knows. */
export interface StartedSession {
  readonly id: string;
  readonly value: string;
}

/** Begins and ends sessions. */
@Injectable()
export class Sessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly refreshToken: RefreshToken,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** In the caller's unit of work. */
  async start(member: NewSession, refreshToken: Secret | null): Promise<StartedSession> {
    const [id, value] = [randomUUID(), newSecret()];
    const now = this.clock.now();
    const times = { startedAt: now, provenAt: now };
    const limits = { expiresAt: this.clock.inSeconds(IDLE_SECONDS), endsAt: this.clock.inSeconds(SESSION_SECONDS) };
    const sealed = refreshToken === null ? null : this.refreshToken.seal({ ...member, id }, refreshToken);
    const renewal = { refreshToken: sealed?.data ?? null, refreshTokenKeyId: sealed?.keyId ?? null };
    await this.sessions.add({ ...member, ...times, ...limits, ...renewal, id, digest: digestOf(value) });
    const { installationId, memberId: subject } = member;
    this.audit.append({ installationId, action: 'member.signed-in', subject });
    return { id, value };
  }

  /** Nothing when it has ended before. */
  async end({ installationId, id, memberId: subject }: SessionFacts): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.sessions.end(installationId, id))) return;
      this.audit.append({ installationId, action: 'member.signed-out', subject });
    });
  }
}
