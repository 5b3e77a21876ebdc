import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import type { MemberRole } from '#libs/vercel-webhooks';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ReconciliationParts, ReconcilesWithVercel } from '../installations/index.js';
import { MemberRepository } from './member.repository.js';

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
    private readonly audit: Audit,
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
      await this.unitOfWork.run(() => this.keep(installationId, { id, before: role, told }, asked));
    }
    return null;
  }

  private async keep(
    installationId: string,
    { id, before, told }: { readonly id: string; readonly before: MemberRole; readonly told: MemberRole },
    asked: Date,
  ): Promise<void> {
    await this.members.confirm(installationId, id, asked);
    if (before === told) return;
    const isNews = await this.members.noteRole(installationId, { memberId: id, role: told }, asked);
    const details = { role: told };
    if (isNews) this.audit.append({ installationId, action: 'member.role-changed', subject: id, details });
  }
}
