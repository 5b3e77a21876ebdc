import { Injectable } from '@nestjs/common';
import { type Failure, type Outcome, VercelApi, type VercelMember } from '#libs/vercel-api';
import type { MemberRole } from '#libs/vercel-webhooks';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { type Line, VercelLine } from '../installations/index.js';
import { type ListedMember, MemberRepository, type PresentRole } from './member.repository.js';
import { MemberRoles } from './member-roles.service.js';

const MOST_LISTED = 500;

type OpenLine = Extract<Line, { kind: 'open' }>;

/** Who may be signed in, and as what. */
@Injectable()
export class Members {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly members: MemberRepository,
    private readonly roles: MemberRoles,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Those who may be signed in, administrators first. */
  list(installationId: string): Promise<readonly ListedMember[]> {
    return this.members.list(installationId, MOST_LISTED);
  }

  /** In the caller's unit of work: the member whom a token of SSO names, new ones included. Null for one whom the team has removed since. */
  async signIn(
    installationId: string,
    member: { readonly memberId: string; readonly role: PresentRole },
    issuedAt: Date,
  ): Promise<PresentRole | null> {
    const role = await this.roles.sayByToken(installationId, member, issuedAt);
    return role === 'NONE' ? null : role;
  }

  /** The role as Vercel tells it now; `NONE` as well when the installation has left. @throws Unavailable (503) */
  async proveRole(installationId: string, memberId: string): Promise<MemberRole> {
    const line = await this.unitOfWork.run(() => this.line.open(installationId));
    if (line.kind === 'closed') return 'NONE';
    if (line.kind === 'parked') throw new Unavailable('Vercel refuses the installation', { reason: 'parked' });
    const asked = this.clock.now();
    const outcome = await this.api.installations.member(line.access, memberId);
    await this.unitOfWork.run(() => this.hear(installationId, line, outcome));
    const role = roleIn(outcome);
    await this.unitOfWork.run(async () => {
      const before = await this.members.roleOf(installationId, memberId);
      await this.roles.confirm(installationId, { memberId, before, role }, asked);
    });
    return role;
  }

  private async hear(installationId: string, { trial }: OpenLine, outcome: Outcome<unknown>): Promise<void> {
    if (outcome.kind === 'installation-disabled' || outcome.kind === 'installation-gone')
      await this.line.park(installationId, outcome);
    else if (trial === 'trial') await this.line.heard(installationId, outcome);
  }
}

/** Who is not a member any more answers 404. */
function roleIn(outcome: Outcome<VercelMember>): MemberRole {
  if (outcome.kind === 'done') return outcome.value.role;
  if (outcome.kind === 'final' && outcome.status === 404) return 'NONE';
  throw unavailable(outcome);
}

function unavailable(failure: Failure): Unavailable {
  return new Unavailable('Vercel cannot be asked for the role now', { reason: failure.code });
}
