export { isTimely, MESSAGE_HEADERS, type MessageHead, readMessageHead } from './message-head.js';
export { isSigned, sign, type SignedHeaders } from './signature.js';
export { signingKey } from './signing-key.js';
