import { Matches } from 'class-validator';

/** What the provider's own dashboard got from a browser. */
export class RedeemCodeRequest {
  @Matches(/^[\w-]{1,128}$/)
  readonly code: string;
}
