/** A message that Vercel's dashboard shows. */
export class NotificationResponse {
  readonly level: 'info' | 'warn' | 'error';
  readonly title: string;
  readonly message?: string;
  /** With `sso:` Vercel signs the customer in first. @example sso:https://provider.example/billing */
  readonly href?: string;
}
