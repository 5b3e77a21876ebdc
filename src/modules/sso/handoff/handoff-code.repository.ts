import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { HandoffCode } from './handoff-code.entity.js';

/** Whose code it was, who is told now. */
export interface HandedOver {
  readonly installationId: string;
  readonly accountName: string | null;
  readonly memberId: string;
  readonly role: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly target: string;
  readonly state: string | null;
}

/** By the row that is deleted a code counts once, however many bring it. */
const REDEEM = `/* every tenant: who brings a code knows nothing else */
  WITH redeemed AS (DELETE FROM handoff_codes WHERE digest = $1 RETURNING installation_id, session_id, target, state, expires_at)
  SELECT r.installation_id AS "installationId", i.account_name AS "accountName", s.member_id AS "memberId", m.role, s.name, s.email, r.target, r.state
  FROM redeemed r
  JOIN sessions s ON s.installation_id = r.installation_id AND s.id = r.session_id AND s.expires_at > $2
  JOIN members m ON m.installation_id = s.installation_id AND m.id = s.member_id AND m.role <> 'NONE'
  JOIN installations i ON i.id = s.installation_id AND i.state = 'active'
  WHERE r.expires_at > $2`;

const PRUNE = `/* every tenant: what has expired */ DELETE FROM handoff_codes WHERE (installation_id, digest) IN (
  SELECT installation_id, digest FROM handoff_codes WHERE expires_at < $1 LIMIT $2
)`;

/** Codes for the provider's own dashboard, by their digest. */
@Injectable()
export class HandoffCodeRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  async add(code: HandoffCode): Promise<void> {
    await this.unitOfWork.manager.insert(HandoffCode, code);
  }

  /** Null for one that was redeemed before, has expired, or whose session has ended. */
  async redeem(digest: Buffer, now: Date): Promise<HandedOver | null> {
    const [handed = null] = await this.sql.rows<HandedOver & Record<string, unknown>>({
      text: REDEEM,
      values: [digest, now],
    });
    return handed;
  }

  /** Deletes at most `limit` that have expired, and tells how many. */
  prune(now: Date, limit: number): Promise<number> {
    return this.sql.affected({ text: PRUNE, values: [now, limit] });
  }
}
