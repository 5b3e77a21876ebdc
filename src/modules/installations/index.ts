export {
  InstallationAccountChanged,
  InstallationInstalled,
  InstallationPlanChanged,
  InstallationPurging,
  InstallationReachable,
  ResourcesLeaving,
  UninstallRequested,
} from './installation.events.js';
export { backOffMs } from './back-off.js';
export { ComparisonRequests } from './comparison-requests.service.js';
export { ConnectedInstallations } from './connected-installations.service.js';
export { FINDING_KINDS, type Finding, type FindingKind } from './finding.entity.js';
export { FindingRepository, type Found } from './finding.repository.js';
export type { Installation } from './installation.entity.js';
export { InstallationPushes } from './installation-pushes.service.js';
export { InstallationRepository, type InstallationTerms } from './installation.repository.js';
export { InstallationToken } from './installation-token.js';
export { InstallationService } from './installation.service.js';
export { InstallationSuspensions } from './installation-suspensions.js';
export { InstallationsModule } from './installations.module.js';
export { type Suspension, type SuspensionCause, suspensionNotice, suspensionNoticeKey } from './suspension.js';
export { OutstandingPush, SAFETY_SECONDS } from './outstanding-push.entity.js';
export { PushDelivery, type PushSubject, type Saying } from './push-delivery.js';
export { MoneySettlement } from './money-settlement.js';
export { type OpenMoney, SettlesMoney } from './settles-money.port.js';
export { type PendingUninstall, UninstallRepository } from './uninstall.repository.js';
export { ReconcilesWithVercel } from './reconciles-with-vercel.port.js';
export { ReconciliationLog } from './reconciliation-log.js';
export {
  type ReconciliationRun,
  RUN_CAUSES,
  RUN_OUTCOMES,
  type RunCause,
  type RunOutcome,
} from './reconciliation-run.entity.js';
export { ReconciliationRunRepository, type RunPlace } from './reconciliation-run.repository.js';
export { ReconciliationParts } from './reconciliation-parts.js';
export { type Line, type LineJson, lineOf } from './vercel-line.js';
export { VercelLine } from './vercel-line.service.js';
export { UninstallService } from './uninstall.service.js';
