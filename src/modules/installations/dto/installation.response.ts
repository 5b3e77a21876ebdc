import { BillingPlanResponse } from '../../catalog/index.js';

/** The installation as Vercel reads it. */
export class InstallationResponse {
  /** Its plan; absent when it is billed per resource. */
  readonly billingPlan?: BillingPlanResponse;
}

/** Answer of `DELETE /v1/installations/{installationId}`. */
export class DeleteInstallationResponse {
  /** True: no further invoice will come, delete it now. */
  readonly finalized?: boolean;
}
