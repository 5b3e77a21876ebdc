import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Body of `POST …/billing/provision`. */
export class ProvisionPurchaseRequest {
  /** Of an invoice that Vercel has made and collected. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  readonly invoiceId: string;
}
