import type { FindingKind } from '../../installations/index.js';

/** Something that could not be mended by itself. */
export class AdminFindingResponse {
  /** Its own id. @example 5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9 */
  readonly id: string;
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /**
   * `gone-at-vercel`: Vercel does not know the installation, which is uninstalled when it says so on three nights; `refused-by-vercel`: it does
   * not tell something; `missing-at-vercel`: a resource of ours; `unknown-here`: one of theirs; `unpriced-plan`: the catalog does not say what it
   * costs, so that nothing is invoiced, or, with `isClosed`, what has become known later of a period that was closed before; `unusual-invoice`: one that is far larger than usual;
   * `invoice-differs`: Vercel holds one otherwise than it was sent; `credit-at-exit`: a customer has left who had paid more than was used.
   * @example unknown-here
   */
  readonly kind: FindingKind;
  /** What it is about: the id of the installation or of a resource, or what Vercel was asked for. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly subject: string;
  /** ISO 8601; when it was found first. @example 2026-01-31T12:00:00.000Z */
  readonly since: string;
  /** ISO 8601; when it was found last. @example 2026-01-31T12:00:00.000Z */
  readonly seenAt: string;
  /** What is known of it. @example {"total":"250.00"} */
  readonly details: Record<string, unknown>;
}

/** A page of findings. */
export class AdminFindingsResponse {
  /** Those of this page. */
  readonly findings: AdminFindingResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
