import type { FindingKind } from '../../installations/index.js';
import { AdminAuditEntryResponse } from './audit.response.js';

/** One difference that was there when a run had ended. */
export class AdminRunFindingResponse {
  /** As in the list of findings, which tells what is known of it as long as it is there. @example missing-at-vercel */
  readonly kind: FindingKind;
  /** The id of the installation, of a resource or of an invoice, or what Vercel was asked for. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly subject: string;
}

/** One comparison of an installation with Vercel. */
export class AdminReconciliationRunResponse {
  /** Its own id. @example 5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9 */
  readonly id: string;
  /** Which installation was compared. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Whether its time of the night had come, or an operator asked for it. @example night */
  readonly cause: 'night' | 'operator';
  /** ISO 8601. @example 2026-01-31T02:15:00.000Z */
  readonly begunAt: string;
  /** ISO 8601. @example 2026-01-31T02:15:02.000Z */
  readonly endedAt: string;
  /**
   * `compared`: Vercel has answered everything; `refused`: it has refused something for good, and the rest was compared; `unavailable`: it could not
   * be asked, and is asked again; `parked`: it refuses every call about the installation; `not-standing`: the installation is not at Vercel any more.
   * @example compared
   */
  readonly outcome: 'compared' | 'refused' | 'unavailable' | 'parked' | 'not-standing';
  /** Code of what kept Vercel from answering; absent where it answered. @example rate_limited */
  readonly problem?: string;
  /** How many differences were left that nobody could mend. @example 1 */
  readonly foundCount: number;
  /** How many things were mended. @example 2 */
  readonly repairedCount: number;
  /** Of its job, as in its log lines and in the audit log. @example 01JJ4X7M3K5V8Z9Q2W6R1T0Y4N */
  readonly requestId?: string;
}

/** The same, with what was found and what was mended. */
export class AdminReconciliationRunDetailsResponse extends AdminReconciliationRunResponse {
  /** What was left, at most 200 of them. */
  readonly found: AdminRunFindingResponse[];
  /** What was mended, at most 200 of them: what the run has left in the audit log, newest first. */
  readonly repaired: AdminAuditEntryResponse[];
}

/** A page of runs, newest first. */
export class AdminReconciliationRunsResponse {
  /** Those of this page. */
  readonly runs: AdminReconciliationRunResponse[];
  /** Cursor of the next page; absent on the last. @example eyJrIjoiYWJjIn0 */
  readonly next?: string;
}
