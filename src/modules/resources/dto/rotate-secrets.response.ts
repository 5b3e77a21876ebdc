import { SecretResponse } from './resource.response.js';

/** Answer of `POST …/resources/{resourceId}/secrets/rotate`. */
export class RotateSecretsResponse {
  /** Done; nothing follows. */
  readonly sync: true;
  /** All secrets of the resource. */
  readonly secrets: SecretResponse[];
}
