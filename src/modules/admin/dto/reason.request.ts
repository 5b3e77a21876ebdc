import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Body of what an operator does to an installation or a resource. */
export class ReasonRequest {
  /** Why; the customer reads that of a suspension. @example "Asked for by the customer in ticket 4711" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readonly reason: string;
}
