/** Something that could not be mended by itself. */
export class AdminFindingResponse {
  readonly id: string;
  readonly installationId: string;
  /**
   * `gone-at-vercel`: Vercel does not know the installation, which is uninstalled when it says so on three nights; `refused-by-vercel`: it does
   * not tell something; `missing-at-vercel`: a resource of ours; `unknown-here`: one of theirs; `unpriced-plan`: the catalog does not say what it
   * costs, so that nothing is invoiced, or, with `isClosed`, what has become known later of a period that was closed before; `unusual-invoice`: one that is far larger than usual;
   * `invoice-differs`: Vercel holds one otherwise than it was sent; `credit-at-exit`: a customer has left who had paid more than was used.
   */
  readonly kind:
    | 'gone-at-vercel'
    | 'refused-by-vercel'
    | 'missing-at-vercel'
    | 'unknown-here'
    | 'unpriced-plan'
    | 'unusual-invoice'
    | 'invoice-differs'
    | 'credit-at-exit';
  /** What it is about: the id of the installation or of a resource, or what Vercel was asked for. */
  readonly subject: string;
  /** ISO 8601; when it was found first. */
  readonly since: string;
  /** ISO 8601; when it was found last. */
  readonly seenAt: string;
  /** What is known of it. */
  readonly details: Record<string, unknown>;
}

/** A page of findings. */
export class AdminFindingsResponse {
  readonly findings: AdminFindingResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
