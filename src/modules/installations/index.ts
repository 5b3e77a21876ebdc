export {
  InstallationAccountChanged,
  InstallationPlanChanged,
  InstallationSettled,
  InstallationUninstalling,
  UninstallRequested,
} from './installation.events.js';
export type { Installation } from './installation.entity.js';
export { InstallationRepository } from './installation.repository.js';
export { InstallationService } from './installation.service.js';
export { InstallationsModule } from './installations.module.js';
