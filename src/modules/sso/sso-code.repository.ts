import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';

const USE = `INSERT INTO sso_codes (digest, used_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
const PRUNE = `DELETE FROM sso_codes WHERE digest IN (SELECT digest FROM sso_codes WHERE used_at < $1 LIMIT $2)`;

/** Codes of Vercel that have been used, by their digest. */
@Injectable()
export class SsoCodeRepository {
  constructor(private readonly sql: Sql) {}

  /** False for one that was used before. */
  async useOnce(digest: Buffer, now: Date): Promise<boolean> {
    return (await this.sql.affected({ text: USE, values: [digest, now] })) > 0;
  }

  /** It may be tried again, since nobody knows whether Vercel has heard of it. */
  async release(digest: Buffer): Promise<void> {
    await this.sql.affected({ text: `DELETE FROM sso_codes WHERE digest = $1`, values: [digest] });
  }

  /** Forgets at most `limit` that were used before an instant, and tells how many. */
  prune(before: Date, limit: number): Promise<number> {
    return this.sql.affected({ text: PRUNE, values: [before, limit] });
  }
}
