/** A rotation that is under way; Vercel is told when the product has made the secrets. */
export class AdminRotationResponse {
  readonly installationId: string;
  readonly resourceId: string;
  /** Which version of the secrets it makes; the same for all who ask while it is under way. */
  readonly version: number;
}
