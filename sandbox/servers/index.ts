export type { AppProcess } from './app-process.js';
export { Endings } from './endings.js';
export { discard, keptPlace, type Place, throwAwayPlace } from './place.js';
export { type Secrets, secretsIn } from './secrets.js';
export { type Grounds, startApp, startPostgres, startVercel } from './start.js';
