import type { Notification } from '#libs/vercel-contract';

/** Who keeps something out of use; each takes back its own word only. */
export type SuspensionCause = 'operator' | 'billing' | 'credits';

/** A reason for which something is kept out of use. */
export interface Suspension {
  readonly cause: SuspensionCause;
  /** What the customer reads. */
  readonly message: string;
  readonly since: Date;
}

/** What the customer reads beside what is suspended. */
export function suspensionNotice(message: string): Notification {
  return { level: 'error', title: 'Suspended', message };
}

/** Each cause has a notice of its own, and takes only that back. */
export function suspensionNoticeKey(cause: SuspensionCause): string {
  return `suspended-${cause}`;
}
