import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionDirectory } from '../../platform/auth/index.js';
import { BillingModule } from '../billing/index.js';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { MembersModule } from '../members/index.js';
import { ResourcesModule } from '../resources/index.js';
import { Arrivals } from './arrival.service.js';
import { BrowserCookies } from './browser-cookies.js';
import { CallbackController } from './callback.controller.js';
import { DeepLinks } from './deep-links.service.js';
import { HandoffModule } from './handoff/index.js';
import { HomeController } from './home.controller.js';
import { PruneSessions } from './jobs/prune.job.js';
import { PostgresSessionDirectory } from './postgres-session-directory.js';
import { Proofs } from './proof.service.js';
import { RefreshToken } from './refresh-token.js';
import { SessionRow } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { SessionsListener } from './sessions.listener.js';
import { Sessions } from './sessions.service.js';
import { SignIn } from './sign-in.service.js';
import { SignOutController } from './sign-out.controller.js';
import { SsoCode } from './sso-code.entity.js';
import { SsoCodeRepository } from './sso-code.repository.js';
import { StartController } from './start.controller.js';
import { VercelExchange } from './vercel-exchange.service.js';

/** Single sign-on with Vercel, and who is signed in. */
@Global()
@Module({
  imports: [
    BillingModule,
    CatalogModule,
    HandoffModule,
    InstallationsModule,
    MembersModule,
    ResourcesModule,
    TypeOrmModule.forFeature([SessionRow, SsoCode]),
  ],
  controllers: [HomeController, CallbackController, StartController, SignOutController],
  providers: [
    Arrivals,
    BrowserCookies,
    DeepLinks,
    SignIn,
    Proofs,
    PruneSessions,
    RefreshToken,
    VercelExchange,
    SsoCodeRepository,
    SessionRepository,
    Sessions,
    SessionsListener,
    { provide: SessionDirectory, useClass: PostgresSessionDirectory },
  ],
  exports: [SessionDirectory],
})
export class SsoModule {}
