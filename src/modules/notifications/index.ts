export { NotificationResponse } from './dto/notification.response.js';
export { SetNotificationRequest } from './dto/set-notification.request.js';
export { NotificationChanged } from './notification.events.js';
export { type ListedNotification, NotificationList } from './notification-list.js';
export { isRaised, SHOWN_ON_RESOURCE } from './notification.sql.js';
export { NotificationsModule } from './notifications.module.js';
export { Notifications } from './notifications.service.js';
