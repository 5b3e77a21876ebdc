import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { Notification } from '#libs/vercel-contract';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { InstallationNotification } from './installation-notification.entity.js';
import {
  RAISE_ON_INSTALLATION,
  RAISE_ON_RESOURCE,
  RAISED_ON_INSTALLATION,
  RAISED_ON_RESOURCE,
  SHOWN_ON_INSTALLATION,
  SHOWN_ON_RESOURCES,
} from './notification.sql.js';
import type { RaisedNotification } from './raised-notification.entity.js';
import { ResourceNotification } from './resource-notification.entity.js';

/** An installation, or one of its resources. */
export interface NotificationSubject {
  readonly installationId: string;
  readonly resourceId?: string;
}

/** What causes have to say about installations and resources. */
@Injectable()
export class NotificationRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** False when the cause has said just that before. */
  async raise(subject: NotificationSubject, key: string, said: Notification, now: Date): Promise<boolean> {
    const { installationId, resourceId } = subject;
    const { level, title, message = null, href = null } = said;
    const values = [installationId, key, level, title, message, href, now];
    if (resourceId === undefined) return (await this.sql.affected({ ...RAISE_ON_INSTALLATION, values })) === 1;
    return (await this.sql.affected({ ...RAISE_ON_RESOURCE, values: [...values, resourceId] })) === 1;
  }

  /** False when the cause has nothing to say, or only since `before` or later. */
  async withdraw(subject: NotificationSubject, key: string, before: Date | null): Promise<boolean> {
    const { installationId, resourceId } = subject;
    const where = { installationId, key, ...(before === null ? {} : { raisedAt: LessThan(before) }) };
    const { manager } = this.unitOfWork;
    const { affected } =
      resourceId === undefined
        ? await manager.delete(InstallationNotification, where)
        : await manager.delete(ResourceNotification, { ...where, resourceId });
    return affected === 1;
  }

  async deleteOfInstallation(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(InstallationNotification, { installationId });
  }

  async findShownOnInstallation(installationId: string): Promise<Notification | null> {
    const [row] = await this.sql.rows<{ shown: Notification }>({ ...SHOWN_ON_INSTALLATION, values: [installationId] });
    return row?.shown ?? null;
  }

  /** All that is said of one subject. */
  findRaised({ installationId, resourceId }: NotificationSubject): Promise<RaisedNotification[]> {
    if (resourceId === undefined) return this.sql.rows({ text: RAISED_ON_INSTALLATION, values: [installationId] });
    return this.sql.rows({ text: RAISED_ON_RESOURCE, values: [installationId, resourceId] });
  }

  /** By resource id; those without any are not there. */
  async findShownOnResources(
    installationId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Notification>> {
    const rows = await this.sql.rows<{ resourceId: string; shown: Notification }>({
      ...SHOWN_ON_RESOURCES,
      values: [installationId, ids],
    });
    return new Map(rows.map(({ resourceId, shown }) => [resourceId, shown]));
  }
}
