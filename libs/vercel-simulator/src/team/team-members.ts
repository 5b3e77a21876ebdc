import type { UserRole } from '#libs/vercel-contract';
import { newHexId } from '../ids.js';
import type { HeldInstallation, Member } from '../record/held.js';
import type { TeamWebhooks } from './team-webhooks.js';

/** Who joins a team; the id is the person's, who may be in several. */
export interface NewMember {
  readonly id?: string;
  readonly role: UserRole;
  readonly email?: string;
  readonly name?: string;
}

/** The members of a team as Vercel holds them; the provider is told of every change. */
export class TeamMembers {
  constructor(
    private readonly webhooks: TeamWebhooks,
    private readonly installation: () => HeldInstallation,
  ) {}

  /** All of them, who installed first. */
  all(): readonly Member[] {
    return this.installation().members;
  }

  /** Somebody joins. */
  async add({ id = newHexId(), ...who }: NewMember): Promise<Member> {
    const member = { id, ...who };
    this.installation().members.push(member);
    await this.webhooks.changeMember(id, who.role);
    return member;
  }

  /** A member gets another role. */
  async changeRole(memberId: string, role: UserRole): Promise<Member> {
    const member = this.find(memberId);
    member.role = role;
    await this.webhooks.changeMember(memberId, role);
    return member;
  }

  /** A member leaves. */
  async remove(memberId: string): Promise<void> {
    const { members } = this.installation();
    members.splice(members.indexOf(this.find(memberId)), 1);
    await this.webhooks.changeMember(memberId, 'NONE');
  }

  private find(memberId: string): Member {
    const member = this.all().find(({ id }) => id === memberId);
    if (member === undefined) throw new Error(`there is no member ${memberId}`);
    return member;
  }
}
