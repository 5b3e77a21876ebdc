import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { Notifications } from '../notifications/index.js';
import { InstallationPurging } from './installation.events.js';
import { InstallationPushes } from './installation-pushes.service.js';
import { InstallationSuspensionRepository } from './installation-suspension.repository.js';
import { InstallationRepository } from './installation.repository.js';
import { type Suspension, type SuspensionCause, suspensionNotice, suspensionNoticeKey } from './suspension.js';

/** Whether an installation itself is in use; what it means for its resources is theirs. Runs in the caller's unit of work. */
@Injectable()
export class InstallationSuspensions {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly suspensions: InstallationSuspensionRepository,
    private readonly pushes: InstallationPushes,
    private readonly notifications: Notifications,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** False when it changes nothing. @throws Conflict when the installation is leaving */
  async suspend(id: string, cause: SuspensionCause, message: string): Promise<boolean> {
    const installation = await this.installations.getLocked(id);
    const { status: before } = installation;
    const since = this.clock.now();
    installation.suspend(since);
    if (!(await this.suspensions.put(id, { cause, message, since }))) return false;
    await this.installations.update(installation);
    await this.pushes.request(id, 'status');
    await this.notifications.set({ installationId: id }, suspensionNotice(message), suspensionNoticeKey(cause));
    const details = { cause, message, status: { before, after: installation.status } };
    this.audit.append({ installationId: id, action: 'installation.suspended', subject: id, details });
    return true;
  }

  /** False when that cause was none; the installation stays suspended as long as there is another. */
  async resume(id: string, cause: SuspensionCause, message: string): Promise<boolean> {
    const installation = await this.installations.getLocked(id);
    const { status: before } = installation;
    if (!(await this.suspensions.remove(id, cause))) return false;
    const others = await this.suspensions.find(id);
    if (others.length === 0) {
      installation.resume(this.clock.now());
      await this.installations.update(installation);
      await this.pushes.request(id, 'status');
    }
    await this.notifications.clear({ installationId: id }, suspensionNoticeKey(cause));
    const remaining = others.map((other) => other.cause);
    const details = { cause, message, remaining, status: { before, after: installation.status } };
    this.audit.append({ installationId: id, action: 'installation.resumed', subject: id, details });
    return true;
  }

  @ListensTo(InstallationPurging)
  onPurging({ installationId }: InstallationPurging): Promise<void> {
    return this.suspensions.removeAll(installationId);
  }

  /** Why it is out of use, the oldest reason first. */
  of(id: string): Promise<readonly Suspension[]> {
    return this.suspensions.find(id);
  }
}
