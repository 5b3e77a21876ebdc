import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Body of `POST …/billing/provision`. */
export class ProvisionPurchaseRequest {
  /** Of an invoice that Vercel has made and collected. @example inv_9bceb8ccT32d3U417ezb5c8p */
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  readonly invoiceId: string;
}
