/** A customer who has asked to leave, and until when Vercel takes invoices. */
export interface Leaving {
  readonly installationId: string;
  readonly askedAt: Date;
  readonly windowClosesAt: Date;
}
