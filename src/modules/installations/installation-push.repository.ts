import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { InstallationPush } from './installation-push.entity.js';
import { HURRY_INSTALLATION_PUSH, TAKE_DUE_INSTALLATION_PUSHES, WANT_INSTALLATION_PUSH } from './push.sql.js';

/** What Vercel has still to hear of installations. */
@Injectable()
export class InstallationPushRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** Whether nothing was outstanding before, so that no job is on its way. */
  async want(installationId: string, kind: string, due: Date): Promise<boolean> {
    const values = [installationId, kind, due];
    const [row] = await this.sql.rows<{ fresh: boolean }>({ ...WANT_INSTALLATION_PUSH, values });
    return row?.fresh === true;
  }

  lock(installationId: string): Promise<InstallationPush | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId };
    return this.unitOfWork.manager.findOne(InstallationPush, { where, lock: { mode: 'pessimistic_write' } });
  }

  async update(push: InstallationPush): Promise<void> {
    await this.unitOfWork.manager.update(InstallationPush, { installationId: push.installationId }, push);
  }

  /** Has what waits told now. */
  async hurry(installationId: string, now: Date): Promise<void> {
    await this.sql.rows({ ...HURRY_INSTALLATION_PUSH, values: [installationId, now] });
  }

  /** Takes at most `limit` installations that are due. */
  takeDue(now: Date, next: Date, limit: number): Promise<{ readonly installationId: string }[]> {
    return this.sql.rows({ ...TAKE_DUE_INSTALLATION_PUSHES, values: [now, next, limit] });
  }
}
