import type { BillingPlan } from './billing-plan.js';
import type { Notification } from './notification.js';

/** The Vercel team behind an installation, as it was when it installed. */
export interface AccountInfo {
  readonly url: string;
  readonly name?: string;
  readonly contact?: { readonly email: string; readonly name?: string } | null;
}

/** The bearer token for every Vercel API call of one installation; it does not expire. */
export interface InstallationCredentials {
  readonly access_token: string;
  readonly token_type: string;
}

/** Policy id ("eula", "privacy") to the instant of acceptance, ISO 8601. */
export interface AcceptedPolicies {
  readonly [policyId: string]: string;
}

/** Body of `PUT /v1/installations/{id}`. */
export interface UpsertInstallationRequest {
  readonly scopes: readonly string[];
  readonly acceptedPolicies: AcceptedPolicies;
  readonly credentials: InstallationCredentials;
  readonly account: AccountInfo;
}

/** Body of `PATCH /v1/installations/{id}`. */
export interface UpdateInstallationRequest {
  readonly billingPlanId?: string;
}

/** Body of `DELETE /v1/installations/{id}`; `reason` is opaque. */
export interface DeleteInstallationRequest {
  readonly cascadeResourceDeletion?: boolean;
  readonly reason?: string;
}

/** Answer of `DELETE /v1/installations/{id}`: `true` promises that no further invoice comes, else 24 hours are left. */
export interface DeleteInstallationResponse {
  readonly finalized?: boolean;
}

/** Answer of GET, PUT and PATCH of an installation; no `billingPlan` means billing per resource, a null clears the notification. */
export interface InstallationBody {
  readonly billingPlan?: BillingPlan;
  readonly notification?: Notification | null;
}
