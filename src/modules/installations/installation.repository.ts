import { Injectable } from '@nestjs/common';
import { isOrAny, Sql, UnitOfWork } from '../../platform/database/index.js';
import { Conflict, NotFound } from '../../platform/errors/index.js';
import { isRaised } from '../notifications/index.js';
import { Installation } from './installation.entity.js';

/** What a resource depends on in its installation. */
export interface InstallationTerms {
  readonly billingPlanId: string | null;
  readonly isSuspended: boolean;
  /** Whether the customer is told that a purchase has failed. */
  readonly hasFailedProvisioning: boolean;
}

const COUNT_BY_PLAN = `/* every tenant: which plans are in use */
  SELECT billing_plan_id AS "planId", count(*)::int AS installations FROM installations
  WHERE state <> 'uninstalled' AND billing_plan_id IS NOT NULL GROUP BY 1 ORDER BY 1`;

/** Which installations are meant; all, where nothing is said. */
export interface InstallationFilter {
  readonly state?: Installation['state'] | undefined;
  readonly kind?: Installation['kind'] | undefined;
}

const LOCK_TERMS = {
  name: 'installation-lock-terms',
  text: `SELECT state, billing_plan_id AS "billingPlanId", suspended_at IS NOT NULL AS "isSuspended",
           ${isRaised('provisioning-failed')} AS "hasFailedProvisioning"
         FROM installations WHERE id = $1 FOR NO KEY UPDATE`,
};

/** Its time of the night follows from the id: the next one within the first six hours of a day, by UTC. */
const TAKE_FOR_NIGHT = `/* every tenant: whose time of the night has come */
  UPDATE installations SET reconcile_at = date_trunc('day', $1::timestamptz, 'UTC') + interval '1 day'
    + ('x' || substr(md5(id), 1, 7))::bit(28)::integer % 21600 * interval '1 second'
  WHERE id IN (
    SELECT id FROM installations WHERE state = 'active' AND reconcile_at <= $1
    ORDER BY reconcile_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
  ) RETURNING id`;

/** Installations by their id, which is the tenant. */
@Injectable()
export class InstallationRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  find(id: string): Promise<Installation | null> {
    return this.unitOfWork.manager.findOneBy(Installation, { id });
  }

  /** Locks the row until the transaction ends: provisioning, plan changes and the uninstall stand in line here. */
  lock(id: string): Promise<Installation | null> {
    this.unitOfWork.assertOpen('A lock');
    return this.unitOfWork.manager.findOne(Installation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async getLocked(id: string): Promise<Installation> {
    const installation = await this.lock(id);
    if (installation === null) throw new NotFound('Installation');
    return installation;
  }

  /** As `lock`, for whatever may not happen to an installation that leaves; one prepared statement without the entity. */
  async lockActiveTerms(id: string): Promise<InstallationTerms> {
    this.unitOfWork.assertOpen('A lock');
    const [terms] = await this.sql.rows<InstallationTerms & { state: string }>({ ...LOCK_TERMS, values: [id] });
    if (terms === undefined) throw new NotFound('Installation');
    if (terms.state !== 'active') throw new Conflict('The installation is being removed');
    return terms;
  }

  /** False when another request has just installed the same id. */
  async addOnce(installation: Installation): Promise<boolean> {
    const insert = this.unitOfWork.manager.createQueryBuilder().insert().into(Installation).values(installation);
    const { raw } = await insert.orIgnore().returning('id').execute();
    return (raw as readonly unknown[]).length > 0;
  }

  async update(installation: Installation): Promise<void> {
    await this.unitOfWork.manager.update(Installation, { id: installation.id }, installation);
  }

  /** Takes at most `limit` that are to be compared with Vercel now, and puts them off to the next night. */
  async takeForNight(now: Date, limit: number): Promise<readonly string[]> {
    return (await this.sql.rows<{ id: string }>({ text: TAKE_FOR_NIGHT, values: [now, limit] })).map(({ id }) => id);
  }

  /** How many installations that have not left are on each plan of installations. */
  countByPlan(): Promise<{ readonly planId: string; readonly installations: number }[]> {
    return this.sql.rows({ text: COUNT_BY_PLAN, values: [] });
  }

  /** A page of all installations, by id; for operators. */
  listPage({ state, kind }: InstallationFilter, afterId: string, limit: number): Promise<Installation[]> {
    const all = this.unitOfWork.manager
      .createQueryBuilder(Installation, 'i')
      .comment('every tenant: operators list them')
      .where('i.id > :afterId', { afterId });
    all.andWhere(`${isOrAny('state', 'i.state')} AND ${isOrAny('kind', 'i.kind')}`);
    all.setParameters({ state: state ?? null, kind: kind ?? null });
    return all.orderBy('i.id').limit(limit).getMany();
  }
}
