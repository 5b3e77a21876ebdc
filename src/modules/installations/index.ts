export {
  InstallationAccountChanged,
  InstallationPlanChanged,
  InstallationReachable,
  InstallationSettled,
  InstallationUninstalling,
  UninstallRequested,
} from './installation.events.js';
export type { Installation } from './installation.entity.js';
export { InstallationPushes } from './installation-pushes.service.js';
export { InstallationRepository } from './installation.repository.js';
export { InstallationService } from './installation.service.js';
export { InstallationsModule } from './installations.module.js';
export { OutstandingPush, SAFETY_SECONDS } from './outstanding-push.entity.js';
export { PushDelivery, type PushSubject, type Saying } from './push-delivery.js';
