import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstallationsModule } from '../installations/index.js';
import { MemberReconciliation } from './member-reconciliation.service.js';
import { Member } from './member.entity.js';
import { MemberRepository } from './member.repository.js';
import { MemberRoles } from './member-roles.service.js';
import { Members } from './members.service.js';
import { MembersListener } from './members.listener.js';

/** Members of the teams that have installed, and their roles. */
@Module({
  imports: [InstallationsModule, TypeOrmModule.forFeature([Member])],
  providers: [MemberRepository, MemberRoles, Members, MembersListener, MemberReconciliation],
  exports: [Members, MemberRepository],
})
export class MembersModule {}
