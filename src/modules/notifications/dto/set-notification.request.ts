import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { NotificationLevel } from '#libs/vercel-contract';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Body of the operators' `POST …/notification`. */
export class SetNotificationRequest {
  /** How urgent it is to the customer. @example warn */
  @IsIn(['info', 'warn', 'error'])
  readonly level: NotificationLevel;

  /** One line, as Vercel shows it. @example "Your database is almost full" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly title: string;

  /** What the customer reads. @example It is read-only from 1 GB on. Take a larger plan, or delete something. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  readonly message?: string;

  /** An https URL on an origin of our own, or `sso:` before a URL on one or before a path. @example sso:/billing */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_048)
  readonly href?: string;
}
