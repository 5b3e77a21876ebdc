import { BillingPlanResponse } from '../../catalog/index.js';
import { NotificationResponse } from '../../notifications/index.js';

/** The installation as Vercel reads it. */
export class InstallationResponse {
  /** Its plan; absent when it is billed per resource. */
  readonly billingPlan?: BillingPlanResponse;
  /** What is shown beside it; absent when there is nothing. */
  readonly notification?: NotificationResponse;
}

/** Answer of `DELETE /v1/installations/{installationId}`. */
export class DeleteInstallationResponse {
  /** True: no further invoice will come, delete it now. @example true */
  readonly finalized?: boolean;
}
