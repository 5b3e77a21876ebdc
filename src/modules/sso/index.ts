export { ElsewhereModule, HandoffModule, type ListedSigningKey, SigningKeys } from './handoff/index.js';
export { SsoModule } from './sso.module.js';
