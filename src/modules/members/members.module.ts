import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Member } from './member.entity.js';
import { MemberRepository } from './member.repository.js';
import { MembersListener } from './members.listener.js';

/** Members of the teams that have installed, and their roles. */
@Module({ imports: [TypeOrmModule.forFeature([Member])], providers: [MemberRepository, MembersListener] })
export class MembersModule {}
