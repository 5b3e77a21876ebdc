export { BadConfiguration } from './bad-configuration.js';
export { loadSettings, readSettings } from './read-settings.js';
export { SettingsModule } from './settings.module.js';
export { Settings } from './settings.js';
