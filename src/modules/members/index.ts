export { MemberRoleChanged } from './member.events.js';
export { MembersModule } from './members.module.js';
export { Members } from './members.service.js';
