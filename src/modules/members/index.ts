export { MemberRoleChanged } from './member.events.js';
export { type KnownMember, type ListedMember, MemberRepository } from './member.repository.js';
export { MembersModule } from './members.module.js';
export { Members } from './members.service.js';
