import { randomBytes } from 'node:crypto';
import type { DriverCall, DriverResource, DriverSecret, ProductDriver, Rotated } from '../driver.port.js';

/** A driver with the means to look at the product behind its back. */
export interface DriverHarness {
  readonly driver: ProductDriver;
  /** Another driver over the same product, as another replica has it. */
  readonly twin: ProductDriver;
  /** Console commands: one that reads, one that writes, one that is wrong, one that outlasts any deadline. */
  readonly commands: { readonly read: string; readonly write: string; readonly wrong: string; readonly slow: string };
  /** Whether a customer gets into the instance with these secrets, by the product's own protocol. */
  opens(resource: DriverResource, secrets: readonly DriverSecret[]): Promise<boolean>;
  /** How many instances, or pieces of one, the product holds for the resource. */
  count(resource: DriverResource): Promise<number>;
  close(): Promise<void>;
}

/** The secrets of a version that was made at once. */
export function secretsOf(made: Rotated): readonly DriverSecret[] {
  if (made.status === 'pending') throw new Error('the driver has not made the version yet');
  return made.secrets;
}

/** A resource that no driver has seen. */
export function resourceOf(): DriverResource {
  return {
    id: `res_${randomBytes(16).toString('base64url')}`,
    installationId: 'icfg_contract',
    productSlug: 'product',
    planId: 'free',
    name: 'contract',
    metadata: {},
  };
}

/** A call whose deadline is far enough for any driver. */
export function soon(): DriverCall {
  return { signal: AbortSignal.timeout(20_000) };
}
