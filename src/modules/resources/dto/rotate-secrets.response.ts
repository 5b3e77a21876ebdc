import { SecretResponse } from './resource.response.js';

/** Answer of `POST …/resources/{resourceId}/secrets/rotate`. */
export class RotateSecretsResponse {
  /** Done; nothing follows. @example true */
  readonly sync: true;
  /** All secrets of the resource. */
  readonly secrets: SecretResponse[];
}

/** Answer of the same when the product takes its time. */
export class RotationBegunResponse {
  /** The new secrets follow by a call of Vercel's API. @example false */
  readonly sync: false;
}
