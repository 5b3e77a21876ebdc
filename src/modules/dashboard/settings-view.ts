import type { MemberSession } from '../../platform/auth/index.js';
import type { Installation } from '../installations/index.js';
import type { ListedMember } from '../members/index.js';
import { day, minute, type Moment } from './format.js';

/** What the settings show. */
export interface SettingsView {
  readonly account: { readonly name: string; readonly url: string | null };
  readonly installationId: string;
  readonly installedAt: Moment;
  readonly contact: string | null;
  readonly projects: string | null;
  readonly members: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly role: string;
    readonly since: Moment;
    readonly isSelf: boolean;
  }[];
  readonly session: { readonly who: string; readonly role: string; readonly since: Moment };
}

const ROLES = { ADMIN: 'Administrator', USER: 'Member' } as const;
const PROJECTS = { all: 'All projects', selected: 'Selected projects' } as const;

/** Facts of an installation for its own people. */
export function settingsView(
  { id, accountName, accountUrl, createdAt, contact, projectSelection }: Installation,
  members: readonly ListedMember[],
  { memberId, role, name, email, startedAt }: MemberSession,
): SettingsView {
  return {
    account: { name: accountName ?? id, url: /^https?:\/\//.test(accountUrl) ? accountUrl : null },
    installationId: id,
    installedAt: day(createdAt),
    contact: contact?.email ?? null,
    projects: projectSelection === null ? null : PROJECTS[projectSelection],
    members: members.map((member) => ({
      id: member.id,
      name: member.id === memberId ? (name ?? email) : null,
      role: ROLES[member.role],
      since: day(member.roleSince),
      isSelf: member.id === memberId,
    })),
    session: { who: name ?? email ?? memberId, role: ROLES[role], since: minute(startedAt) },
  };
}
