import { Column } from 'typeorm';
import type { NotificationLevel } from '#libs/vercel-contract';

/** A notification with its cause; of all those of one subject only one is shown. */
export abstract class RaisedNotification {
  @Column({ type: 'text' })
  readonly level: NotificationLevel;

  @Column({ type: 'text' })
  readonly title: string;

  @Column({ type: 'text', nullable: true })
  readonly message: string | null;

  @Column({ type: 'text', nullable: true })
  readonly href: string | null;

  /** When it was raised, or last changed. */
  @Column({ name: 'raised_at', type: 'timestamptz' })
  readonly raisedAt: Date;
}
