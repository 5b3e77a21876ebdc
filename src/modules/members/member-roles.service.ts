import { Injectable } from '@nestjs/common';
import type { MemberRole } from '#libs/vercel-webhooks';
import { Audit } from '../../platform/audit/index.js';
import { Events } from '../../platform/events/index.js';
import { MemberRoleChanged } from './member.events.js';
import { MemberRepository } from './member.repository.js';

/** A member and the role that Vercel tells. */
export interface ToldRole {
  readonly memberId: string;
  readonly role: MemberRole;
}

/** Keeps what Vercel tells of roles, the newest of it, and tells whoever goes by them; in the caller's unit of work. */
@Injectable()
export class MemberRoles {
  constructor(
    private readonly members: MemberRepository,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** A change that Vercel has announced. */
  async note(installationId: string, told: ToldRole, since: Date): Promise<void> {
    const before = await this.members.noteRole(installationId, told, since);
    if (before === 'not-noted') return;
    const { memberId: subject, role } = told;
    this.audit.append({ installationId, action: 'member.role-changed', subject, details: { before, after: role } });
    if (before !== null && before !== role) await this.publish(installationId, told);
  }

  /** An answer to our question of when we asked; nothing is new when it is the role on record. */
  async confirm(installationId: string, told: ToldRole & { readonly before: MemberRole | null }, asked: Date) {
    await this.members.confirm(installationId, told.memberId, asked);
    if (told.before !== told.role) await this.note(installationId, told, asked);
  }

  /** What a token of the member says; gives the role that counts, which is another one when newer news is on record. */
  async sayByToken(installationId: string, told: ToldRole, issuedAt: Date): Promise<MemberRole | null> {
    const before = await this.members.noteRole(installationId, told, issuedAt);
    if (before === 'not-noted') return this.members.roleOf(installationId, told.memberId);
    if (before === null || before === told.role) return told.role;
    const { memberId: subject, role } = told;
    this.audit.append({ installationId, action: 'member.role-changed', subject, details: { before, after: role } });
    await this.publish(installationId, told);
    return role;
  }

  private publish(installationId: string, { memberId, role }: ToldRole): Promise<void> {
    return this.events.publish(new MemberRoleChanged(installationId, memberId, role));
  }
}
