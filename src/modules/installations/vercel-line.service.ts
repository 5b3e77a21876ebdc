import { Injectable } from '@nestjs/common';
import type {
  AccountAccess,
  InstallationAccess,
  InstallationDisabled,
  InstallationGone,
  Outcome,
} from '#libs/vercel-api';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationRefreshed } from './installation.events.js';
import { InstallationToken } from './installation-token.js';
import { InstallationRepository } from './installation.repository.js';
import type { Installation } from './installation.entity.js';
import { RESUME_PUSHES } from './jobs/resume-pushes.definition.js';
import { VercelParking } from './vercel-parking.entity.js';
import { PARK } from './push.sql.js';
import type { Line, LineJson } from './vercel-line.js';

const FIRST_PARKING_SECONDS = 15 * 60;
const LONGEST_PARKING_SECONDS = 6 * 3_600;
/** The call that tries again has ended by then. */
const TRIAL_SECONDS = 60;

/** Whether calls to Vercel in the name of an installation make sense, and with which token. All but `readForMoney` run in the caller's unit of work. */
@Injectable()
export class VercelLine {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly token: InstallationToken,
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Of a parked installation one caller at a time may try, when its time has come; the others wait for what he finds. */
  async open(installationId: string): Promise<Line> {
    const installation = await this.installations.find(installationId);
    const isSold = installation?.isActive === true && !installation.isConnected;
    return isSold ? this.openWith(installation) : { kind: 'closed' };
  }

  /** The same for a connected account, whose calls are others. */
  async openAccount(installationId: string): Promise<Line> {
    const installation = await this.installations.find(installationId);
    const isLent = installation?.isActive === true && installation.isConnected;
    return isLent ? this.openWith(installation) : { kind: 'closed' };
  }

  /** A connected account for somebody who waits for it, parked or not; null once it has left. */
  async account(installationId: string): Promise<AccountAccess | null> {
    const installation = await this.installations.find(installationId);
    const isLent = installation?.isActive === true && installation.isConnected;
    return isLent ? this.token.accessOf(installation) : null;
  }

  /** The same for what is about money: also of an installation that leaves, until its token is destroyed. */
  async openForMoney(installationId: string): Promise<Line> {
    const installation = await this.installations.find(installationId);
    const isClosed = installation === null || installation.lineClosedAt !== null;
    return isClosed ? { kind: 'closed' } : this.openWith(installation);
  }

  /** Closes it for all but `lastAccess`, for good: calls that are under way may still end. Behind the lock of the installation. */
  async closeForMoney(installationId: string): Promise<void> {
    const installation = await this.installations.getLocked(installationId);
    installation.closeLine(this.clock.now());
    await this.installations.update(installation);
  }

  /** For the one call after which none follows; null once the token is destroyed. */
  async lastAccess(installationId: string): Promise<InstallationAccess | null> {
    const sealed = (await this.installations.find(installationId))?.sealedToken ?? null;
    return sealed === null ? null : { installationId, token: this.token.open(installationId, sealed) };
  }

  /** As `openForMoney`, from what `lineOf` has given, without a statement; one that is parked although its time has come is still to be opened. */
  readForMoney(installationId: string, { token, keyId, parkedUntil }: LineJson): Line {
    if (token === null || keyId === null) return { kind: 'closed' };
    if (parkedUntil !== null) return { kind: 'parked', until: new Date(parkedUntil) };
    const opened = this.token.open(installationId, { data: Buffer.from(token, 'base64'), keyId });
    return { kind: 'open', access: { installationId, token: opened, teamId: null }, trial: 'ordinary' };
  }

  private async openWith(installation: Installation): Promise<Line> {
    const { id: installationId } = installation;
    const access = this.token.accessOf(installation);
    if (access === null) return { kind: 'closed' };
    const parking = await this.lockParking(installationId);
    if (parking === null) return { kind: 'open', access, trial: 'ordinary' };
    if (parking.until > this.clock.now()) return { kind: 'parked', until: parking.until };
    const until = this.clock.inSeconds(TRIAL_SECONDS);
    await this.unitOfWork.manager.update(VercelParking, { installationId }, { until });
    return { kind: 'open', access, trial: 'trial' };
  }

  /** Vercel refuses the installation: from here on only one call now and then finds out whether it still does. Tells when. */
  async park(installationId: string, refusal: InstallationDisabled | InstallationGone): Promise<Date> {
    const parking = await this.lockParking(installationId);
    const attempts = parking?.attempts ?? 0;
    const seconds = Math.min(LONGEST_PARKING_SECONDS, FIRST_PARKING_SECONDS * 2 ** attempts);
    const until = this.clock.inSeconds(seconds);
    const cause = refusal.kind === 'installation-disabled' ? 'disabled' : 'gone';
    await this.sql.rows({ ...PARK, values: [installationId, cause, refusal.code, this.clock.now(), until] });
    const details = { cause, code: refusal.code };
    const action = 'installation.parked';
    if (parking === null) this.audit.append({ installationId, action, subject: installationId, details });
    return until;
  }

  /** Ends a parking upon an answer that only an installation in order gets. */
  async heard(installationId: string, { kind }: Outcome<unknown>): Promise<void> {
    if (kind === 'done' || kind === 'final') await this.reopen(installationId);
  }

  /** Nothing when calls made sense all the time. */
  private async reopen(installationId: string): Promise<void> {
    const { affected } = await this.unitOfWork.manager.delete(VercelParking, { installationId });
    if (affected !== 1) return;
    this.audit.append({ installationId, action: 'installation.unparked', subject: installationId });
    await this.jobs.enqueue(RESUME_PUSHES, { installationId });
  }

  /** Vercel sends tokens to installations that are in order. */
  @ListensTo(InstallationRefreshed)
  onRefreshed({ installationId }: InstallationRefreshed): Promise<void> {
    return this.reopen(installationId);
  }

  private lockParking(installationId: string): Promise<VercelParking | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId };
    return this.unitOfWork.manager.findOne(VercelParking, { where, lock: { mode: 'pessimistic_write' } });
  }
}
