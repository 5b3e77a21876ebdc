import { randomBytes } from 'node:crypto';

const ID_BYTES = 16;

/** Unique over all tenants, and the driver's idempotency key. */
export function newResourceId(): string {
  return `res_${randomBytes(ID_BYTES).toString('base64url')}`;
}
