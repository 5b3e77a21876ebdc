export { auditStatements } from './audit.js';
export { RECORD_DIRECTORY, recordedStatements, recordStatements } from './recorder.js';
export { tenantTablesOf } from './tenant-tables.js';
