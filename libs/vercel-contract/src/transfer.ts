import type { BillingPlan } from './billing-plan.js';

/** Body of `POST …/resource-transfer-requests`; the installation of the path is the source. */
export interface CreateResourceTransferRequest {
  readonly resourceIds: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Answer of it. */
export interface CreateResourceTransferResponse {
  readonly providerClaimId: string;
}

/** Answer of `GET …/verify`; empty when the target needs no other plan. */
export interface VerifyResourceTransferResponse {
  readonly newBillingPlan?: BillingPlan;
}
