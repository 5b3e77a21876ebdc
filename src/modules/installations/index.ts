export { InstallationSettled, InstallationUninstalling, UninstallRequested } from './installation.events.js';
export { InstallationRepository } from './installation.repository.js';
export { InstallationService } from './installation.service.js';
export { InstallationsModule } from './installations.module.js';
