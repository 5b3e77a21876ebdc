import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { TransferClaimResource } from './transfer-claim-resource.entity.js';
import { TransferClaim } from './transfer-claim.entity.js';
import { TransferVerification } from './transfer-verification.entity.js';

const RELEASE_EXPIRED = `DELETE FROM transfer_claim_resources WHERE installation_id = $1 AND claim_id IN (
  SELECT id FROM transfer_claims WHERE installation_id = $1 AND expires_at <= $2)`;

const NOTE_VERIFIED = `INSERT INTO transfer_verifications (installation_id, claim_id, new_billing_plan_id, verified_at)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (installation_id, claim_id) DO UPDATE
  SET new_billing_plan_id = excluded.new_billing_plan_id, verified_at = excluded.verified_at`;

const ADD_ONCE = `INSERT INTO transfer_claims (installation_id, id, expires_at, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO NOTHING`;

/** Taken by the primary key, so that each batch finds the next of what is left. */
const PRUNE = `/* every tenant: claims that ended long ago */
  DELETE FROM transfer_claims WHERE (installation_id, id) IN (
    SELECT installation_id, id FROM transfer_claims WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)`;

/** Claims that a tenant made, and what it was told about others'; at most so many of each. */
const DELETE_SOME = [
  `DELETE FROM transfer_claims WHERE installation_id = $1 AND id IN (
     SELECT id FROM transfer_claims WHERE installation_id = $1 LIMIT $2)`,
  `DELETE FROM transfer_verifications WHERE installation_id = $1 AND claim_id IN (
     SELECT claim_id FROM transfer_verifications WHERE installation_id = $1 LIMIT $2)`,
];

/** Claims by the installation that made them, and what others were told about them. */
@Injectable()
export class TransferClaimRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** The claim of that id, whoever made it: a target knows nothing else of the source. */
  findAnywhere(id: string): Promise<TransferClaim | null> {
    const all = this.unitOfWork.manager
      .createQueryBuilder(TransferClaim, 'c')
      .comment('every tenant: who takes a claim knows nothing but its id');
    return all.where('c.id = :id', { id }).getOne();
  }

  /** Who completes it stands in line here; null when it has been pruned. */
  lock(installationId: string, id: string): Promise<TransferClaim | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, id };
    return this.unitOfWork.manager.findOne(TransferClaim, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** False when somebody has opened one under that id meanwhile. */
  async addOnce(
    { installationId, id: claimId, expiresAt, createdAt }: TransferClaim,
    resourceIds: readonly string[],
  ): Promise<boolean> {
    const values = [installationId, claimId, expiresAt, createdAt];
    if ((await this.sql.affected({ text: ADD_ONCE, values })) === 0) return false;
    const promised = resourceIds.map((resourceId) => ({ installationId, resourceId, claimId }));
    await this.unitOfWork.manager.insert(TransferClaimResource, promised);
    return true;
  }

  async update(claim: TransferClaim): Promise<void> {
    const { installationId, id } = claim;
    await this.unitOfWork.manager.update(TransferClaim, { installationId, id }, claim);
  }

  /** Ids of the resources that a claim promises, in order; none of one that was accepted. */
  async promisedBy({ installationId, id: claimId }: TransferClaim): Promise<readonly string[]> {
    const where = { installationId, claimId };
    const promised = await this.unitOfWork.manager.find(TransferClaimResource, { where });
    return promised.map(({ resourceId }) => resourceId).toSorted();
  }

  /** Whether any of the resources is promised already. */
  existsPromise(installationId: string, resourceIds: readonly string[]): Promise<boolean> {
    const where = { installationId, resourceId: In([...resourceIds]) };
    return this.unitOfWork.manager.existsBy(TransferClaimResource, where);
  }

  /** The claim promises nothing any more. */
  async release({ installationId, id: claimId }: TransferClaim): Promise<void> {
    await this.unitOfWork.manager.delete(TransferClaimResource, { installationId, claimId });
  }

  /** What the installation's expired claims promise may be promised again. */
  async releaseExpired(installationId: string, now: Date): Promise<void> {
    await this.sql.affected({ text: RELEASE_EXPIRED, values: [installationId, now] });
  }

  /** Keeps what a target was told last. */
  async noteVerified(installationId: string, claimId: string, planId: string | null, now: Date): Promise<void> {
    await this.sql.affected({ text: NOTE_VERIFIED, values: [installationId, claimId, planId, now] });
  }

  findVerification(installationId: string, claimId: string): Promise<TransferVerification | null> {
    return this.unitOfWork.manager.findOneBy(TransferVerification, { installationId, claimId });
  }

  /** Deletes at most `limit` rows of a tenant in each table; tells how many in the one with the most. */
  async deleteSome(installationId: string, limit: number): Promise<number> {
    let most = 0;
    for (const text of DELETE_SOME)
      most = Math.max(most, await this.sql.affected({ text, values: [installationId, limit] }));
    return most;
  }

  /** Removes at most `limit` claims that ended before then; tells how many. */
  prune(before: Date, limit: number): Promise<number> {
    return this.sql.affected({ text: PRUNE, values: [before, limit] });
  }
}
