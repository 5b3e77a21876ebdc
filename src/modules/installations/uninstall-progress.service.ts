import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Events } from '../../platform/events/index.js';
import type { Installation } from './installation.entity.js';
import { ResourcesLeaving } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { MoneySettlement } from './money-settlement.js';
import type { OpenMoney } from './settles-money.port.js';
import type { Uninstall } from './uninstall.entity.js';
import { UninstallRepository } from './uninstall.repository.js';

/** Resources tell when the last of them is gone; this is for the case that nobody does. */
const LOOK_AGAIN_SECONDS = 300;

const MONEY = 'the final accounts';

/** Brings an uninstall as far as it can go now: resources and money, in the order that was asked for, and then the end. */
@Injectable()
export class UninstallProgress {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly uninstalls: UninstallRepository,
    private readonly settlement: MoneySettlement,
    private readonly events: Events,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Settling money is a matter of calls, so it stands between transactions; each of them reads the truth again. */
  async advance(id: string): Promise<void> {
    for (;;) {
      const next = await this.unitOfWork.run(() => this.step(id));
      if (next === 'wait') return;
      const open = await this.settlement.settle(id);
      await this.unitOfWork.run(() => this.noteMoney(id, open));
      if (open !== null) return;
    }
  }

  private async step(id: string): Promise<'wait' | 'settle'> {
    const installation = await this.installations.getLocked(id);
    const uninstall = await this.uninstalls.find(id);
    if (uninstall === null || !uninstall.isPending) return 'wait';
    const mayRemove = uninstall.isSettled || installation.uninstallCascade === true;
    const left = mayRemove ? await this.removeResources(id) : 0;
    const [now, lookAgain] = [this.clock.now(), this.clock.inSeconds(LOOK_AGAIN_SECONDS)];
    if (uninstall.isSettled && left === 0) {
      await this.finalize(installation, uninstall);
      return 'wait';
    }
    if (uninstall.isSettled) uninstall.awaitResources(left, lookAgain, now);
    else uninstall.awaitMoney(MONEY, lookAgain, now);
    await this.uninstalls.update(uninstall);
    return uninstall.isSettled ? 'wait' : 'settle';
  }

  /** Begins it where it has not begun, and tells how many are left; money does not wait for that: the time for final invoices is short. */
  private async removeResources(installationId: string): Promise<number> {
    const leaving = new ResourcesLeaving(installationId);
    await this.events.publish(leaving);
    return leaving.left;
  }

  private async noteMoney(id: string, open: OpenMoney | null): Promise<void> {
    const installation = await this.installations.getLocked(id);
    const uninstall = await this.uninstalls.find(id);
    if (uninstall === null || !uninstall.isPending || uninstall.isSettled) return;
    const now = this.clock.now();
    if (open === null) {
      uninstall.settle(now);
      installation.closeWindow(now);
      await this.installations.update(installation);
    } else uninstall.awaitMoney(open.what, this.clock.inSeconds(open.lookAgainSeconds), now);
    await this.uninstalls.update(uninstall);
  }

  /** The token goes last: nobody has a use for it any more. */
  private async finalize(installation: Installation, uninstall: Uninstall): Promise<void> {
    const { id } = installation;
    const now = this.clock.now();
    uninstall.finalize(now);
    await this.uninstalls.update(uninstall);
    installation.finishUninstall(now);
    await this.installations.update(installation);
    this.audit.append({ installationId: id, action: 'installation.uninstalled', subject: id });
  }
}
