/** A rotation that is under way; Vercel is told when the product has made the secrets. */
export class AdminRotationResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Which resource it is about. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId: string;
  /** Which version of the secrets it makes; the same for all who ask while it is under way. @example 2 */
  readonly version: number;
}
