/** A message that Vercel's dashboard shows. */
export class NotificationResponse {
  /** How severe it is. @example warn */
  readonly level: 'info' | 'warn' | 'error';
  /** One line, at most 100 characters. @example "Payment overdue" */
  readonly title: string;
  /** The whole of it, at most 2,000 characters. @example The invoice of January is not paid. Resources are suspended in 7 days. */
  readonly message?: string;
  /** With `sso:` Vercel signs the customer in first. @example sso:https://provider.example/billing */
  readonly href?: string;
}
