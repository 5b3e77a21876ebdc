export { keySetOf, newSigningKey, type PublicJwk, type SigningKey } from './signing-key.js';
export { signIdentity, type IdentityClaims } from './sign-identity.js';
