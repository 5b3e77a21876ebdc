import { Global, Module } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { Cookies } from '../http/index.js';
import { AccessGuard } from './access.guard.js';
import { ActorInterceptor } from './actor.interceptor.js';
import { DriverAccess } from './driver-access.js';
import { OperatorAccess } from './operator-access.js';
import { OperatorLogin } from './operator-login.js';
import { OperatorPasses } from './operator-passes.js';
import { Policies } from './policies.js';
import { PresenceInterceptor } from './presence.interceptor.js';
import { UsageAccess } from './usage-access.js';
import { VercelAccess } from './vercel-access.js';
import { KeySetModule } from './key-set.module.js';
import { SessionAccess } from './session-access.js';
import { SignatureAccess } from './signature-access.js';
import { SignedAccess } from './signed-access.js';
import { VisitorAccess } from './visitor-access.js';

/** Who may call what. The directories of tenants and of sessions are lent by the modules that own the tables. */
@Global()
@Module({
  imports: [KeySetModule],
  providers: [
    AccessGuard,
    ActorInterceptor,
    DriverAccess,
    OperatorAccess,
    OperatorLogin,
    OperatorPasses,
    Policies,
    PresenceInterceptor,
    SessionAccess,
    SignatureAccess,
    SignedAccess,
    { provide: Cookies, inject: [Settings], useFactory: ({ http }: Settings): Cookies => new Cookies(http.publicUrl) },
    UsageAccess,
    VercelAccess,
    VisitorAccess,
  ],
  exports: [AccessGuard, Cookies, OperatorPasses, ActorInterceptor, PresenceInterceptor, KeySetModule],
})
export class AuthModule {}
