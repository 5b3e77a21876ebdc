import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

const MAX_INPUT = 64 * 1_024;

/** Body of `POST …/resources/{resourceId}/repl`. */
export class ReplRequest {
  /** What was typed. @example "SELECT count(*) FROM orders" */
  @IsString()
  @MaxLength(MAX_INPUT)
  readonly input: string;

  /** Refuse every command that changes something. @example true */
  @MayBeAbsent()
  @IsBoolean()
  readonly readOnly?: boolean;
}
