export { Audit } from './audit.js';
export type { AuditEntry } from './audit-entry.entity.js';
export { AuditLog, type AuditFilter, type AuditPlace } from './audit-log.js';
export { AuditModule } from './audit.module.js';
