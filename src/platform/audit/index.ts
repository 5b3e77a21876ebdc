export { Audit, type AuditFact } from './audit.js';
export { AuditModule } from './audit.module.js';
