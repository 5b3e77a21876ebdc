export type { AppProcess } from './app-process.js';
export { Endings } from './endings.js';
export { discard, keptPlace, throwAwayPlace } from './place.js';
export { secretsIn } from './secrets.js';
export { type Grounds, startApp, startPostgres, startVercel } from './start.js';
