/** An operator has given up an invoice that Vercel never had: what stands on it is not charged any more. */
export class InvoiceGivenUp {
  constructor(
    readonly installationId: string,
    readonly externalId: string,
    readonly totalCents: number,
  ) {}
}
