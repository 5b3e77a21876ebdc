import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstallationNotification } from './installation-notification.entity.js';
import { NotificationList } from './notification-list.js';
import { NotificationRepository } from './notification.repository.js';
import { Notifications } from './notifications.service.js';
import { ResourceNotification } from './resource-notification.entity.js';

/** What customers are told in Vercel's dashboard beside their installations and resources. */
@Module({
  imports: [TypeOrmModule.forFeature([InstallationNotification, ResourceNotification])],
  providers: [Notifications, NotificationList, NotificationRepository],
  exports: [Notifications, NotificationList],
})
export class NotificationsModule {}
