import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';

/** `open`: somebody may still take it. */
export const TRANSFER_STATES = ['open', 'accepted', 'expired'] as const;
/** One of them. */
export type TransferState = (typeof TRANSFER_STATES)[number];

/** A claim without its id, with which its resources could be taken. */
export interface ListedTransfer {
  /** SHA-256 of the id, in hex. */
  readonly reference: string;
  readonly installationId: string;
  readonly targetInstallationId: string | null;
  readonly state: TransferState;
  /** Of one that was accepted: none any more. */
  readonly resourceIds: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

/** Behind the newest of all. */
const NEWEST = ['infinity', ''];

const LIST = `/* every tenant: operators list them */
  SELECT * FROM (
    SELECT encode(sha256(convert_to(c.id, 'UTF8')), 'hex') AS reference, c.installation_id AS "installationId",
      c.target_installation_id AS "targetInstallationId", c.created_at AS "createdAt", c.expires_at AS "expiresAt",
      c.accepted_at AS "acceptedAt",
      CASE WHEN c.accepted_at IS NOT NULL THEN 'accepted' WHEN c.expires_at > $4 THEN 'open' ELSE 'expired' END AS state,
      ARRAY(SELECT r.resource_id FROM transfer_claim_resources r
        WHERE r.installation_id = c.installation_id AND r.claim_id = c.id ORDER BY 1) AS "resourceIds"
    FROM transfer_claims c WHERE $5::text IS NULL OR c.installation_id = $5 OR c.target_installation_id = $5
  ) t WHERE ("createdAt", reference) < ($1::timestamptz, $2) AND ($6::text IS NULL OR state = $6)
  ORDER BY "createdAt" DESC, reference DESC LIMIT $3`;

/** Transfers of all installations, for operators. */
@Injectable()
export class TransferList {
  constructor(private readonly sql: Sql) {}

  /** Newest first, those given and those taken of one installation. */
  listPage(
    filter: { readonly installationId: string | null; readonly state: TransferState | null; readonly now: Date },
    after: { readonly createdAt: Date; readonly reference: string } | null,
    limit: number,
  ): Promise<ListedTransfer[]> {
    const place = after === null ? NEWEST : [after.createdAt, after.reference];
    const values = [...place, limit, filter.now, filter.installationId, filter.state];
    return this.sql.rows<ListedTransfer & Record<string, unknown>>({ text: LIST, values });
  }
}
