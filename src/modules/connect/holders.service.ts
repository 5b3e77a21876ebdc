import { Injectable } from '@nestjs/common';
import { type Account, Accounts } from '../../platform/account/index.js';
import type { GuardedRequest } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { ConnectHolder } from './connect-holder.entity.js';
import { BY_ACCOUNT, type ConnectFlow } from './connect-flow.entity.js';

/** After so long Vercel has to say again whose the connection is: who has left the team is not told here. */
const PROVEN_SECONDS = 90 * 86_400;

const PROVE = `INSERT INTO connect_holders (installation_id, issuer, subject, proven_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (installation_id, issuer, subject) DO UPDATE SET proven_at = excluded.proven_at`;

const HOLDS = `SELECT 1 FROM connect_holders
  WHERE installation_id = $1 AND issuer = $2 AND subject = $3 AND proven_at > $4`;

/** Knows who has come from Vercel as a connected account by their account with the provider, so that they can come back without. */
@Injectable()
export class Holders {
  constructor(
    private readonly accounts: Accounts,
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Keeps who is logged in, if anybody is, where Vercel has said whose the connection is; a flow that began with the account itself proves nothing. */
  async remember(request: GuardedRequest, { confirmedInstallation, source }: ConnectFlow): Promise<void> {
    if (confirmedInstallation === null || source === BY_ACCOUNT) return;
    const account = await this.accounts.find(request);
    if (account === null) return;
    const values = [confirmedInstallation, account.issuer, account.subject, this.clock.now()];
    await this.sql.affected({ text: PROVE, values });
  }

  /** By issuer and subject, never by an e-mail. */
  async holds(installationId: string, { issuer, subject }: Account): Promise<boolean> {
    const values = [installationId, issuer, subject, this.clock.inSeconds(-PROVEN_SECONDS)];
    return (await this.sql.rows({ text: HOLDS, values })).length > 0;
  }

  /** The account has left, or is another one. */
  async endAll(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(ConnectHolder, { installationId });
  }
}
