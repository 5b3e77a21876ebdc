export { BadConfiguration } from './bad-configuration.js';
export { loadMigrationTarget } from './migration-target.js';
export { loadSettings, readSettings } from './read-settings.js';
export { SettingsModule } from './settings.module.js';
export { Settings } from './settings.js';
