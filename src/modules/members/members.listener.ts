import { Injectable } from '@nestjs/common';
import { readMemberChange } from '#libs/vercel-webhooks';
import { ListensTo, ListensToVercel, type VercelEvent } from '../../platform/events/index.js';
import { InstallationAccountChanged, InstallationPurging } from '../installations/index.js';
import { MemberRepository } from './member.repository.js';
import { MemberRoles } from './member-roles.service.js';

/** Keeps the roles of members as Vercel tells them. */
@Injectable()
export class MembersListener {
  constructor(
    private readonly members: MemberRepository,
    private readonly roles: MemberRoles,
  ) {}

  @ListensToVercel('marketplace.member.changed')
  async onChanged({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const change = readMemberChange(payload);
    if (change === null) return;
    for (const installationId of installationIds) {
      await this.roles.note(installationId, change, happenedAt);
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
