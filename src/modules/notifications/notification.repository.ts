import { Injectable } from '@nestjs/common';
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
  WITHDRAW_FROM_INSTALLATION,
  WITHDRAW_FROM_RESOURCE,
} from './notification.sql.js';
import type { RaisedNotification } from './raised-notification.entity.js';

/** An installation, or one of its resources. */
export interface NotificationSubject {
  readonly installationId: string;
  readonly resourceId?: string;
}

/** How a cause has put it, without the words. */
export type Headline = Pick<Notification, 'level' | 'title'>;

/** What a cause said before it said something else; null: nothing. */
interface Raised {
  readonly replaced: Headline | null;
}

/** What causes have to say about installations and resources. */
@Injectable()
export class NotificationRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** Null when the cause has said just that before. */
  async raise(subject: NotificationSubject, key: string, said: Notification, now: Date): Promise<Raised | null> {
    const { installationId, resourceId } = subject;
    const { level, title, message = null, href = null } = said;
    const values = [installationId, key, level, title, message, href, now];
    const [raised = null] = await this.sql.rows<{ readonly replaced: Headline | null }>(
      resourceId === undefined
        ? { ...RAISE_ON_INSTALLATION, values }
        : { ...RAISE_ON_RESOURCE, values: [...values, resourceId] },
    );
    return raised;
  }

  /** Gives what is said no more; null when the cause has nothing to say, or only since `before` or later. */
  async withdraw(subject: NotificationSubject, key: string, before: Date | null): Promise<Headline | null> {
    const { installationId, resourceId } = subject;
    const values = [installationId, key, before];
    const [withdrawn = null] = await this.sql.rows<Headline>(
      resourceId === undefined
        ? { ...WITHDRAW_FROM_INSTALLATION, values }
        : { ...WITHDRAW_FROM_RESOURCE, values: [...values, resourceId] },
    );
    return withdrawn;
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
