import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { NotificationLevel } from '#libs/vercel-contract';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Body of the operators' `POST …/notification`. */
export class SetNotificationRequest {
  @IsIn(['info', 'warn', 'error'])
  readonly level: NotificationLevel;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly title: string;

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
