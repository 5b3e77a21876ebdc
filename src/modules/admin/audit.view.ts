import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../platform/audit/index.js';
import type { AdminAuditEntryResponse } from './dto/audit.response.js';

/** An entry as operators see it; the id of a transfer, with which resources can be taken, only as its digest. */
export function showEntry(entry: AuditEntry): AdminAuditEntryResponse {
  const { id, at, installationId, actorKind, actorId, action, subject, details, requestId } = entry;
  const shown = subject !== null && action.startsWith('transfer.') ? referenceOf(subject) : subject;
  return {
    id,
    at: at.toISOString(),
    ...(installationId === null ? {} : { installationId }),
    actorKind: actorKind as AdminAuditEntryResponse['actorKind'],
    ...(actorId === null ? {} : { actorId }),
    action,
    ...(shown === null ? {} : { subject: shown }),
    details,
    ...(requestId === null ? {} : { requestId }),
  };
}

function referenceOf(claimId: string): string {
  return createHash('sha256').update(claimId).digest('hex');
}
