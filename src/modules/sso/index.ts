export { ElsewhereModule } from './handoff/index.js';
export { SsoModule } from './sso.module.js';
