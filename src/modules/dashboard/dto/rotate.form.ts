import { Matches } from 'class-validator';

/** The form that has secrets replaced. */
export class RotateForm {
  /** For how many hours the present secrets go on working; the product may allow less. */
  @Matches(/^\d{1,3}$/, { message: 'must be a whole number' })
  readonly hours: string;
}
