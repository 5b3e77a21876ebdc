export { AccessTokenVerifier } from './access-token-verifier.js';
export type { PreInstallIdentity, SystemIdentity, UserIdentity, VercelIdentity } from './identity.js';
export { KeySetUnavailable } from './key-set-unavailable.js';
export { RemoteKeySet, type KeySetLog, type KeySetStatus, type RemoteKeySetOptions } from './remote-key-set.js';
export { TokenRefused, type TokenRefusal } from './token-refused.js';
export { VercelTokenVerifier, type VercelTokenVerifierOptions } from './vercel-token-verifier.js';
