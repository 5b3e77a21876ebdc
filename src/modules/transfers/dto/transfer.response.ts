import { BillingPlanResponse } from '../../catalog/index.js';

/** Answer of `POST …/resource-transfer-requests`. */
export class CreateTransferResponse {
  /** Names the claim from here on. @example claim_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly providerClaimId: string;
}

/** Answer of `GET …/verify`; empty when the target can stay on its plan. */
export class VerifyTransferResponse {
  /** The plan that the target as a whole takes by accepting. */
  readonly newBillingPlan?: BillingPlanResponse;
}
