export { Handoff } from './handoff.service.js';
export { HandoffCodeRepository } from './handoff-code.repository.js';
export { ElsewhereModule, HandoffModule } from './handoff.module.js';
export { type ListedSigningKey, SigningKeys } from './signing-keys.service.js';
