import { Injectable } from '@nestjs/common';
import type { SessionFacts } from '../../platform/auth/index.js';
import type { Sealed } from '../../platform/crypto/index.js';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { SessionRow } from './session.entity.js';

/** A session with what tells when it is to be prolonged. */
export type FoundSession = SessionFacts & Pick<SessionRow, 'expiresAt' | 'endsAt'> & Record<string, unknown>;

const FIND = {
  name: 'session-find',
  text: `/* every tenant: a browser brings nothing but its cookie */
    SELECT s.id, s.installation_id AS "installationId", i.account_name AS "accountName", s.member_id AS "memberId", m.role,
      s.name, s.email, s.started_at AS "startedAt", s.proven_at AS "provenAt", s.expires_at AS "expiresAt", s.ends_at AS "endsAt"
    FROM sessions s
    JOIN members m ON m.installation_id = s.installation_id AND m.id = s.member_id AND m.role <> 'NONE'
    JOIN installations i ON i.id = s.installation_id AND i.state = 'active' AND i.audience = $3
    WHERE s.digest = $1 AND s.expires_at > $2`,
};

const PROLONG = `UPDATE sessions SET expires_at = greatest(expires_at, least($3, ends_at))
  WHERE installation_id = $1 AND id = $2`;

const PRUNE = `/* every tenant: what has ended */ DELETE FROM sessions WHERE (installation_id, id) IN (
  SELECT installation_id, id FROM sessions WHERE expires_at < $1 LIMIT $2
)`;

/** Sessions, found by the digest of their secret. */
@Injectable()
export class SessionRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** One that has not ended, of a member whom the team still has, of an installation that is still there. */
  async find(digest: Buffer, now: Date, audience: string): Promise<FoundSession | null> {
    const [found = null] = await this.sql.rows<FoundSession>({ ...FIND, values: [digest, now, audience] });
    return found;
  }

  async add(session: SessionRow): Promise<void> {
    await this.unitOfWork.manager.insert(SessionRow, session);
  }

  async prolong(installationId: string, id: string, until: Date): Promise<void> {
    await this.sql.affected({ text: PROLONG, values: [installationId, id, until] });
  }

  /** Vercel has told the role again; false for a session that has ended meanwhile. */
  async prove(installationId: string, id: string, at: Date): Promise<boolean> {
    const text = `UPDATE sessions SET proven_at = $3 WHERE installation_id = $1 AND id = $2`;
    return (await this.sql.affected({ text, values: [installationId, id, at] })) > 0;
  }

  /** Null where Vercel gave none. */
  async findRefreshToken(installationId: string, id: string): Promise<Sealed | null> {
    const found = await this.unitOfWork.manager.findOneBy(SessionRow, { installationId, id });
    if (found === null || found.refreshToken === null || found.refreshTokenKeyId === null) return null;
    return { data: found.refreshToken, keyId: found.refreshTokenKeyId };
  }

  async keepRefreshToken(installationId: string, id: string, { data, keyId }: Sealed): Promise<void> {
    const sealed = { refreshToken: data, refreshTokenKeyId: keyId };
    await this.unitOfWork.manager.update(SessionRow, { installationId, id }, sealed);
  }

  /** False for one that has ended before. */
  async end(installationId: string, id: string): Promise<boolean> {
    const text = `DELETE FROM sessions WHERE installation_id = $1 AND id = $2`;
    return (await this.sql.affected({ text, values: [installationId, id] })) > 0;
  }

  /** Ends all sessions of a member. */
  async endAllOf(installationId: string, memberId: string): Promise<void> {
    const text = `DELETE FROM sessions WHERE installation_id = $1 AND member_id = $2`;
    await this.sql.affected({ text, values: [installationId, memberId] });
  }

  /** Ends all sessions of an installation. */
  async endAll(installationId: string): Promise<void> {
    await this.sql.affected({ text: `DELETE FROM sessions WHERE installation_id = $1`, values: [installationId] });
  }

  /** Deletes at most `limit` that have ended, and tells how many. */
  prune(now: Date, limit: number): Promise<number> {
    return this.sql.affected({ text: PRUNE, values: [now, limit] });
  }
}
