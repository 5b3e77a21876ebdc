import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { type Suspension, suspensionNotice, suspensionNoticeKey } from '../installations/index.js';
import { Notifications } from '../notifications/index.js';
import { ResourceRepository } from './resource.repository.js';
import { SuspensionRepository } from './suspension.repository.js';

type Word = Pick<Suspension, 'cause' | 'message'>;

/** The causes for which single resources are kept out of use. Runs in the caller's unit of work. */
@Injectable()
export class ResourceSuspensions {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly suspensions: SuspensionRepository,
    private readonly notifications: Notifications,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async suspend(installationId: string, id: string, word: Word): Promise<void> {
    await this.assertLive(installationId, id);
    const since = this.clock.now();
    const before = await this.causesOf(installationId, id);
    if (!(await this.suspensions.put(installationId, id, { ...word, since }))) return;
    const subject = { installationId, resourceId: id };
    await this.notifications.set(subject, suspensionNotice(word.message), suspensionNoticeKey(word.cause));
    const causes = { before, after: before.includes(word.cause) ? before : [...before, word.cause] };
    const details = { ...word, causes };
    this.audit.append({ installationId, action: 'resource.suspension-requested', subject: id, details });
  }

  async resume(installationId: string, id: string, word: Word): Promise<void> {
    await this.assertLive(installationId, id);
    const before = await this.causesOf(installationId, id);
    if (!(await this.suspensions.remove(installationId, id, word.cause))) return;
    await this.notifications.clear({ installationId, resourceId: id }, suspensionNoticeKey(word.cause));
    const causes = { before, after: before.filter((cause) => cause !== word.cause) };
    const details = { ...word, causes };
    this.audit.append({ installationId, action: 'resource.resumption-requested', subject: id, details });
  }

  /** The oldest cause first, without those of the installation. */
  of(installationId: string, id: string): Promise<readonly Suspension[]> {
    return this.suspensions.find(installationId, id);
  }

  private async causesOf(installationId: string, id: string): Promise<readonly Suspension['cause'][]> {
    return (await this.of(installationId, id)).map(({ cause }) => cause);
  }

  private async assertLive(installationId: string, id: string): Promise<void> {
    const { isLive } = await this.resources.getLocked(installationId, id);
    if (!isLive) throw new Conflict('The resource is being removed');
  }
}
