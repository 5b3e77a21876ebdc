import { Injectable } from '@nestjs/common';
import { SessionDirectory } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { onBehalfOf, workContext } from '../../platform/context/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { InstallationRepository } from '../installations/index.js';
import { Members } from '../members/index.js';
import type { NotSignedIn } from './sign-in.service.js';
import { Sessions } from './sessions.service.js';
import type { Told } from './vercel-exchange.service.js';

/** A session has begun; `value` is for its cookie. */
export interface Arrived {
  readonly kind: 'arrived';
  readonly installationId: string;
  readonly sessionId: string;
  readonly value: string;
  /** Whether the browser was this person's until now. */
  readonly isReturn: boolean;
}

/** The browser that somebody has come with. */
export interface Visitor {
  readonly requestId: string;
  /** Value of the session cookie that it had. */
  readonly formerValue: string | null;
}

/** Begins the session of somebody whom Vercel has named, in place of any that the browser had. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly members: Members,
    private readonly sessions: Sessions,
    private readonly directory: SessionDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  receive(told: Told, { requestId, formerValue }: Visitor): Promise<Arrived | NotSignedIn> {
    const actor = { kind: 'vercel-user', id: told.identity.userId } as const;
    return onBehalfOf({ actor, requestId, share: workContext()?.share }, () =>
      this.unitOfWork.run(() => this.begin(told, formerValue)),
    );
  }

  /** Nothing of the session that was there goes over, whoever's it was. */
  private async begin({ identity, refreshToken }: Told, formerValue: string | null): Promise<Arrived | NotSignedIn> {
    const { installationId, audience, userId: memberId, role, name = null, email = null } = identity;
    const installation = await this.installations.find(installationId);
    if (installation?.isActive !== true || installation.audience !== audience) {
      return { kind: 'refused', why: 'not-installed', reason: 'installation' };
    }
    const since = identity.issuedAt ?? this.clock.now();
    const present = await this.members.signIn(installationId, { memberId, role }, since);
    if (present === null) return { kind: 'refused', why: 'not-a-member', reason: 'member_removed' };
    const former = formerValue === null ? null : await this.directory.find(formerValue);
    if (former !== null) await this.sessions.end(former);
    const { id: sessionId, value } = await this.sessions.start({ installationId, memberId, name, email }, refreshToken);
    return { kind: 'arrived', installationId, sessionId, value, isReturn: former?.memberId === memberId };
  }
}
