/** Severities of a notification in Vercel's dashboard. */
export type NotificationLevel = 'info' | 'warn' | 'error';

/** A message shown beside an installation or a resource; `title` of 100 characters at most, `href` an http(s) or `sso:` URL. */
export interface Notification {
  readonly level: NotificationLevel;
  readonly title: string;
  readonly message?: string;
  readonly href?: string;
}
