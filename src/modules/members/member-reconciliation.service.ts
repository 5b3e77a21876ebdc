import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ReconciliationParts, ReconcilesWithVercel } from '../installations/index.js';
import { MemberRepository } from './member.repository.js';
import { MemberRoles } from './member-roles.service.js';

/** Of a night: fewer than Vercel's budget of a minute, so that a large team takes several nights and nobody waits for it. */
const PER_NIGHT = 50;

/** Asks Vercel for the roles of the members that are known, those first whose role was confirmed the longest ago. */
@Injectable()
export class MemberReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'members';

  constructor(
    private readonly api: VercelApi,
    private readonly members: MemberRepository,
    private readonly parts: ReconciliationParts,
    private readonly unitOfWork: UnitOfWork,
    private readonly roles: MemberRoles,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.parts.register(this);
  }

  /** Who is not a member any more answers 404. */
  override async reconcile(access: InstallationAccess): Promise<Failure | null> {
    const { installationId } = access;
    for (const { id, role } of await this.members.findUnconfirmed(installationId, PER_NIGHT)) {
      const asked = this.clock.now();
      const outcome = await this.api.installations.member(access, id);
      const isRemoved = outcome.kind === 'final' && outcome.status === 404;
      if (outcome.kind !== 'done' && !isRemoved) return outcome;
      const told = outcome.kind === 'done' ? outcome.value.role : 'NONE';
      const member = { memberId: id, before: role, role: told } as const;
      await this.unitOfWork.run(() => this.roles.confirm(installationId, member, asked));
    }
    return null;
  }
}
