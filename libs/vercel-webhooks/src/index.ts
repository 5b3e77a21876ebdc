export type { Fields } from './fields.js';
export {
  type MemberRole,
  type ProjectConnection,
  readInvoiceNamed,
  readMemberChange,
  readProjectAccess,
  readProjectConnection,
  readProjectId,
  readScopes,
  readTransferred,
} from './payloads.js';
export { isSigned, looksSigned, SIGNATURE_HEADER } from './signature.js';
export { readWebhook, type VercelWebhook } from './webhook.js';
