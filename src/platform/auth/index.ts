export type { GuardedRequest } from './access.js';
export { AccessGuard } from './access.guard.js';
export { ActorInterceptor } from './actor.interceptor.js';
export { AuthModule } from './auth.module.js';
export { Caller, InstallationId, ResourceRow } from './params.js';
export {
  DriverSignature,
  Installs,
  Operator,
  policyOf,
  PreInstall,
  Public,
  Roles,
  UsageKey,
  VercelAuth,
  VercelSignature,
  type Policy,
} from './policy.js';
export { PresenceInterceptor } from './presence.interceptor.js';
export { TenantDirectory, type InstallationFacts, type TenantFacts } from './tenant-directory.js';
