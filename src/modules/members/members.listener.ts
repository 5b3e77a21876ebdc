import { Injectable } from '@nestjs/common';
import { readMemberChange } from '#libs/vercel-webhooks';
import { Audit } from '../../platform/audit/index.js';
import { ListensTo, ListensToVercel, type VercelEvent } from '../../platform/events/index.js';
import { InstallationAccountChanged, InstallationPurging } from '../installations/index.js';
import { MemberRepository } from './member.repository.js';

/** Keeps the roles of members as Vercel tells them. */
@Injectable()
export class MembersListener {
  constructor(
    private readonly members: MemberRepository,
    private readonly audit: Audit,
  ) {}

  @ListensToVercel('marketplace.member.changed')
  async onChanged({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const change = readMemberChange(payload);
    if (change === null) return;
    for (const installationId of installationIds) {
      if (!(await this.members.noteRole(installationId, change, happenedAt))) continue;
      const { memberId: subject, role } = change;
      this.audit.append({ installationId, action: 'member.role-changed', subject, details: { role } });
    }
  }

  @ListensTo(InstallationAccountChanged)
  onAccountChanged({ installationId, since }: InstallationAccountChanged): Promise<void> {
    return this.members.forgetBefore(installationId, since);
  }

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.members.deleteSome(event.installationId, event.limit));
  }
}
