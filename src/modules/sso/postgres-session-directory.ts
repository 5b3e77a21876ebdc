import { Injectable } from '@nestjs/common';
import { SessionDirectory, type SessionFacts } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { Proofs } from './proof.service.js';
import { type FoundSession, SessionRepository } from './session.repository.js';
import { IDLE_SECONDS, PROLONG_SECONDS, PROOF_SECONDS } from './session-limits.js';
import { digestOf } from './session-secret.js';

/** Tells the guard who is signed in: one prepared statement, and now and then one that prolongs the session. */
@Injectable()
export class PostgresSessionDirectory extends SessionDirectory {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly proofs: Proofs,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    super();
  }

  async find(value: string): Promise<SessionFacts | null> {
    const { clientId } = this.settings.integration;
    const found = await this.sessions.find(digestOf(value), this.clock.now(), clientId);
    if (found !== null && this.isToBeProlonged(found)) {
      await this.sessions.prolong(found.installationId, found.id, this.clock.inSeconds(IDLE_SECONDS));
    }
    return found;
  }

  async prove(session: SessionFacts): Promise<SessionFacts | null> {
    if (session.provenAt > this.clock.inSeconds(-PROOF_SECONDS)) return session;
    const provenAt = await this.proofs.prove(session);
    return provenAt === null ? null : { ...session, provenAt };
  }

  private isToBeProlonged({ expiresAt, endsAt }: FoundSession): boolean {
    return expiresAt < endsAt && expiresAt < this.clock.inSeconds(IDLE_SECONDS - PROLONG_SECONDS);
  }
}
