import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { ConnectFlow } from './connect-flow.entity.js';

const UPDATE = `/* every tenant: a flow is named by its secret */ UPDATE connect_flows
  SET installation_id = $2, stage = $3, problem = $4, busy_until = $5, code = $6, code_key_id = $7 WHERE digest = $1`;

const SPEND_STATE = `/* every tenant: a flow is named by its secret */ UPDATE connect_flows
  SET state_digest = $3 WHERE digest = $1 AND state_digest = $2`;

const SWEEP = `/* every tenant: flows that have ended */ DELETE FROM connect_flows WHERE digest IN (
  SELECT digest FROM connect_flows WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)`;

/** Flows by the digest of their secret; until the exchange nobody knows whose they are. */
@Injectable()
export class ConnectFlowRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  find(digest: string, now: Date): Promise<ConnectFlow | null> {
    return this.all().where('f.digest = :digest', { digest }).andWhere('f.expires_at > :now', { now }).getOne();
  }

  /** As `find`, until the end of the unit of work its browser's alone. */
  lock(digest: string, now: Date): Promise<ConnectFlow | null> {
    this.unitOfWork.assertOpen('A lock');
    const found = this.all().where('f.digest = :digest', { digest }).andWhere('f.expires_at > :now', { now });
    return found.setLock('pessimistic_write').getOne();
  }

  /** The flow that a code began, over or not. */
  findByCode(codeDigest: string): Promise<ConnectFlow | null> {
    return this.all().where('f.code_digest = :codeDigest', { codeDigest }).getOne();
  }

  /** False where another browser has brought the same code at the same moment. */
  async addOnce(flow: ConnectFlow): Promise<boolean> {
    const insert = this.unitOfWork.manager.createQueryBuilder().insert().into(ConnectFlow).values(flow);
    const { raw } = await insert.orIgnore().returning('digest').execute();
    return (raw as readonly unknown[]).length > 0;
  }

  /** Writes what can change of it. */
  async update({ digest, installationId, stage, problem, busyUntil, ...flow }: ConnectFlow): Promise<void> {
    const values = [digest, installationId, stage, problem, busyUntil, flow.code, flow.codeKeyId];
    await this.sql.rows({ text: UPDATE, values });
  }

  /** A state comes once: what it is kept as changes with its use. False where somebody else has used it meanwhile. */
  async spendState(digest: string, { present, spent }: { present: string; spent: string }): Promise<boolean> {
    return (await this.sql.affected({ text: SPEND_STATE, values: [digest, present, spent] })) > 0;
  }

  async delete(digest: string): Promise<void> {
    const all = this.unitOfWork.manager.createQueryBuilder().delete().from(ConnectFlow);
    await all.comment('every tenant: a flow is named by its secret').where('digest = :digest', { digest }).execute();
  }

  /** Whoever is in the middle of something has to come anew. */
  async endAll(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(ConnectFlow, { installationId });
  }

  /** Deletes at most `limit` that have ended, and tells how many. */
  sweep(now: Date, limit: number): Promise<number> {
    return this.sql.affected({ text: SWEEP, values: [now, limit] });
  }

  private all(): ReturnType<typeof this.unitOfWork.manager.createQueryBuilder<ConnectFlow>> {
    const all = this.unitOfWork.manager.createQueryBuilder(ConnectFlow, 'f');
    return all.comment('every tenant: a flow is named by its secret');
  }
}
