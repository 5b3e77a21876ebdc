import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../platform/events/index.js';
import { NotificationChanged, Notifications } from '../notifications/index.js';
import { InstallationPurging } from './installation.events.js';
import { InstallationPushes } from './installation-pushes.service.js';

/** What an installation means for the notifications beside it: Vercel is told of them, and they go with it in the end. */
@Injectable()
export class NotificationsListener {
  constructor(
    private readonly pushes: InstallationPushes,
    private readonly notifications: Notifications,
  ) {}

  @ListensTo(NotificationChanged)
  async onNotification({ subject }: NotificationChanged): Promise<void> {
    if (subject.resourceId === undefined) await this.pushes.request(subject.installationId, 'status');
  }

  @ListensTo(InstallationPurging)
  onPurging({ installationId }: InstallationPurging): Promise<void> {
    return this.notifications.forgetInstallation(installationId);
  }
}
