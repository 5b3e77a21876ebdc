import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionDirectory } from '../../platform/auth/index.js';
import { MembersModule } from '../members/index.js';
import { PostgresSessionDirectory } from './postgres-session-directory.js';
import { SessionRow } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { SessionsListener } from './sessions.listener.js';
import { Sessions } from './sessions.service.js';
import { SignOutController } from './sign-out.controller.js';

/** Single sign-on with Vercel, and who is signed in. */
@Global()
@Module({
  imports: [MembersModule, TypeOrmModule.forFeature([SessionRow])],
  controllers: [SignOutController],
  providers: [
    SessionRepository,
    Sessions,
    SessionsListener,
    { provide: SessionDirectory, useClass: PostgresSessionDirectory },
  ],
  exports: [SessionDirectory],
})
export class SsoModule {}
