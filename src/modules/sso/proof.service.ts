import { Injectable } from '@nestjs/common';
import type { SessionFacts } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { Members } from '../members/index.js';
import { RefreshToken } from './refresh-token.js';
import { SessionRepository } from './session.repository.js';
import { type Told, VercelExchange } from './vercel-exchange.service.js';

/**
 * Has Vercel tell again which role somebody has: by the member endpoint, and where that does not answer, as of an installation that Vercel refuses
 * every call of, by the refresh token of the session, where there is one.
 */
@Injectable()
export class Proofs {
  constructor(
    private readonly members: Members,
    private readonly exchange: VercelExchange,
    private readonly sessions: SessionRepository,
    private readonly refreshToken: RefreshToken,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** When it was proven that the role is still the one of the session; null when it is not, which has ended it. @throws Unavailable (503) */
  async prove(session: SessionFacts): Promise<Date | null> {
    const asked = this.clock.now();
    if (!(await this.isSame(session))) return null;
    return (await this.sessions.prove(session.installationId, session.id, asked)) ? asked : null;
  }

  private async isSame(session: SessionFacts): Promise<boolean> {
    try {
      return (await this.members.proveRole(session.installationId, session.memberId)) === session.role;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return (await this.renew(session)) ?? Promise.reject(error);
    }
  }

  /** Null when this way does not answer either. */
  private async renew(session: SessionFacts): Promise<boolean | null> {
    const sealed = await this.sessions.findRefreshToken(session.installationId, session.id);
    if (sealed === null || !(await this.exchange.isReady())) return null;
    const told = await this.exchange.byRefreshToken(this.refreshToken.open(session, sealed));
    return told.kind === 'told' ? this.unitOfWork.run(() => this.keep(session, told)) : null;
  }

  private async keep(session: SessionFacts, { identity, refreshToken }: Told): Promise<boolean> {
    const { installationId, memberId, id } = session;
    if (identity.installationId !== installationId || identity.userId !== memberId) {
      await this.sessions.end(installationId, id);
      return false;
    }
    const since = identity.issuedAt ?? this.clock.now();
    const role = await this.members.signIn(installationId, { memberId, role: identity.role }, since);
    const sealed = refreshToken === null ? null : this.refreshToken.seal(session, refreshToken);
    if (sealed !== null) await this.sessions.keepRefreshToken(installationId, id, sealed);
    return role === session.role;
  }
}
