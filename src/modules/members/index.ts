export { MemberRoleChanged } from './member.events.js';
export type { ListedMember } from './member.repository.js';
export { MembersModule } from './members.module.js';
export { Members } from './members.service.js';
