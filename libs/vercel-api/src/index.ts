export type { AccessToken, AccountAccess, InstallationAccess } from './access.js';
export type { VercelConfiguration } from './answers/configuration.js';
export type { VercelDrain } from './answers/drain.js';
export type { SubmittedInvoice, VercelInvoice, VercelInvoiceItem } from './answers/invoice.js';
export type { VercelMember } from './answers/member.js';
export type { OAuthGrant } from './answers/oauth-grant.js';
export type { ProjectPage, VercelProject } from './answers/project.js';
export type { ResourceName, VercelResource } from './answers/resource.js';
export type {
  BillingData,
  BillingLine,
  BillingPeriod,
  BillingReduction,
  InvoiceSubmission,
} from './calls/billing-bodies.js';
export type { CreatedVariables, VercelVariable } from './answers/variable.js';
export type { DrainWish } from './calls/drains.js';
export type { LogDrainWish } from './calls/log-drains.js';
export type { VariableTarget, VariableWish } from './calls/variables.js';
export type { SsoTokens } from './answers/sso-tokens.js';
export type { ResourceUpdated } from './calls/events.js';
export type { InstallationUpdate } from './calls/installations.js';
export type { RefundRequest } from './calls/invoices.js';
export type { ResourceImport, ResourceUpdate, SecretsUpdate } from './calls/resource-bodies.js';
export type { ApiLimits } from './limits.js';
export type {
  Done,
  Failure,
  Final,
  InstallationDisabled,
  InstallationGone,
  Outcome,
  Retry,
  UnknownOutcome,
} from './outcome.js';
export { VercelApi, type VercelApiOptions } from './vercel-api.js';
