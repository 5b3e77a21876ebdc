export type { GuardedRequest } from './access.js';
export { AccessGuard } from './access.guard.js';
export { ActorInterceptor } from './actor.interceptor.js';
export { AuthModule } from './auth.module.js';
export { csrfTokenOf, SESSION_COOKIE, type MemberSession } from './member-session.js';
export { assertOwnForm } from './own-form.js';
export { Caller, CurrentSession, InstallationId, ResourceRow } from './params.js';
export { OperatorPasses } from './operator-passes.js';
export {
  DriverSignature,
  Installs,
  Operator,
  OperatorPage,
  policyOf,
  PreInstall,
  Public,
  Roles,
  Session,
  UsageKey,
  VercelAuth,
  VercelSignature,
  type Policy,
} from './policy.js';
export { PresenceInterceptor } from './presence.interceptor.js';
export { SessionDirectory, type SessionFacts } from './session-directory.js';
export { TenantDirectory, type InstallationFacts, type TenantFacts } from './tenant-directory.js';
