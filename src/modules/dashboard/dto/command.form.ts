import { IsString, MaxLength, MinLength } from 'class-validator';

const MAX_INPUT = 60_000;

/** The form of the console. */
export class CommandForm {
  /** What was typed. */
  @MaxLength(MAX_INPUT)
  @MinLength(1, { message: 'must not be empty' })
  @IsString()
  readonly input: string;
}
