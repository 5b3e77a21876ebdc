import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AdminModule } from './modules/admin/index.js';
import { DashboardModule } from './modules/dashboard/index.js';
import { ConnectModule } from './modules/connect/index.js';
import { ImportsModule } from './modules/imports/index.js';
import { InstallationsModule } from './modules/installations/index.js';
import { MembersModule } from './modules/members/index.js';
import { ResourcesModule } from './modules/resources/index.js';
import { ElsewhereModule, SsoModule } from './modules/sso/index.js';
import { TransfersModule } from './modules/transfers/index.js';
import { UsageModule } from './modules/usage/index.js';
import { WebhooksModule } from './modules/webhooks/index.js';
import { AccountGuard, AccountModule } from './platform/account/index.js';
import { AuditModule } from './platform/audit/index.js';
import { AccessGuard, ActorInterceptor, AuthModule, PresenceInterceptor } from './platform/auth/index.js';
import { ClockModule } from './platform/clock/index.js';
import { Settings, SettingsModule } from './platform/config/index.js';
import { CryptoModule } from './platform/crypto/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { DocsModule } from './platform/docs/index.js';
import { EventsModule } from './platform/events/index.js';
import { HealthModule } from './platform/health/index.js';
import { ErrorFilter, InTurn, RequestInterceptor, type Step, validationPipe } from './platform/http/index.js';
import { IdempotencyInterceptor, IdempotencyModule } from './platform/idempotency/index.js';
import { JobsModule } from './platform/jobs/index.js';
import { MetricsModule } from './platform/metrics/index.js';
import { LoggingModule } from './platform/observability/index.js';
import { PageGuard, PagesModule } from './platform/pages/index.js';
import { VercelModule } from './platform/vercel/index.js';

const LOGGING = LoggingModule.forRootAsync({
  inject: [Settings],
  useFactory: (settings: Settings) => ({ level: settings.logLevel, pathPrefix: settings.http.pathPrefix }),
});

const PLATFORM = [
  LOGGING,
  MetricsModule,
  CryptoModule,
  DatabaseModule,
  ClockModule,
  EventsModule,
  JobsModule,
  AuditModule,
  AuthModule,
  VercelModule,
  PagesModule,
  AccountModule,
];

/** What every request passes, in this order: is it a page, who calls, with which account, body, key, presence, who acts. */
const PASSED_BY_ALL = [
  { provide: APP_FILTER, useClass: ErrorFilter },
  { provide: APP_GUARD, useExisting: PageGuard },
  { provide: APP_GUARD, useExisting: AccessGuard },
  { provide: APP_GUARD, useExisting: AccountGuard },
  RequestInterceptor,
  {
    provide: APP_INTERCEPTOR,
    inject: [RequestInterceptor, ActorInterceptor, IdempotencyInterceptor, PresenceInterceptor],
    useFactory: (...steps: Step[]): InTurn => new InTurn(steps),
  },
  { provide: APP_PIPE, useFactory: validationPipe },
];

/** The whole server. */
@Module({})
export class AppModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.of(settings),
        ...PLATFORM,
        IdempotencyModule,
        HealthModule,
        InstallationsModule,
        ResourcesModule,
        UsageModule,
        TransfersModule,
        ImportsModule,
        MembersModule,
        SsoModule,
        settings.http.dashboardUrl === null ? DashboardModule : ElsewhereModule,
        ConnectModule,
        WebhooksModule,
        AdminModule,
        ...(settings.docs.readers === 'nobody' ? [] : [DocsModule]),
      ],
      providers: PASSED_BY_ALL,
    };
  }
}
