import { Global, Module } from '@nestjs/common';
import { AccessGuard } from './access.guard.js';
import { ActorInterceptor } from './actor.interceptor.js';
import { DriverAccess } from './driver-access.js';
import { OperatorAccess } from './operator-access.js';
import { Policies } from './policies.js';
import { PresenceInterceptor } from './presence.interceptor.js';
import { UsageAccess } from './usage-access.js';
import { VercelAccess } from './vercel-access.js';
import { KeySetModule } from './key-set.module.js';
import { SignatureAccess } from './signature-access.js';

/** Who may call what. The directory of tenants is lent by the module that owns the tables. */
@Global()
@Module({
  imports: [KeySetModule],
  providers: [
    AccessGuard,
    ActorInterceptor,
    DriverAccess,
    OperatorAccess,
    Policies,
    PresenceInterceptor,
    SignatureAccess,
    UsageAccess,
    VercelAccess,
  ],
  exports: [AccessGuard, ActorInterceptor, PresenceInterceptor, KeySetModule],
})
export class AuthModule {}
