import { Jobs1763769600000 } from './1763769600000-jobs.js';
import { Platform1763769600001 } from './1763769600001-platform.js';
import { Installations1763769600002 } from './1763769600002-installations.js';
import { Resources1763769600003 } from './1763769600003-resources.js';
import { Webhooks1763776800000 } from './1763776800000-webhooks.js';
import { VercelEvents1763776800001 } from './1763776800001-vercel-events.js';
import { SecretsRotation1763776801000 } from './1763776801000-secrets-rotation.js';
import { Pushes1763776810000 } from './1763776810000-pushes.js';
import { Notifications1763776810001 } from './1763776810001-notifications.js';
import { Suspensions1763776820000 } from './1763776820000-suspensions.js';
import { DriverOperations1763776830000 } from './1763776830000-driver-operations.js';
import { Transfers1763776840000 } from './1763776840000-transfers.js';
import { JobTurns1763776850000 } from './1763776850000-job-turns.js';
import { Uninstalls1763776860000 } from './1763776860000-uninstalls.js';
import { Reconciliation1763776861000 } from './1763776861000-reconciliation.js';
import { PushedSecrets1763776862000 } from './1763776862000-pushed-secrets.js';
import { ProjectAccess1763776863000 } from './1763776863000-project-access.js';
import { RequestDigestFirst1763776870000 } from './1763776870000-request-digest-first.js';
import { Usage1763776900000 } from './1763776900000-usage.js';
import { PlanSegments1763776910000 } from './1763776910000-plan-segments.js';
import { BillingDiscounts1763776915000 } from './1763776915000-billing-discounts.js';
import { UsagePieces1763776920000 } from './1763776920000-usage-pieces.js';
import { UsagePolls1763776921000 } from './1763776921000-usage-polls.js';
import { BillingPushes1763776930000 } from './1763776930000-billing-pushes.js';
import { LineClosed1763776931000 } from './1763776931000-line-closed.js';
import { BillingAccounts1763776940000 } from './1763776940000-billing-accounts.js';
import { BillingFindings1763776941000 } from './1763776941000-billing-findings.js';
import { Invoices1763776950000 } from './1763776950000-invoices.js';
import { Refunds1763776951000 } from './1763776951000-refunds.js';
import { InvoiceFindings1763776952000 } from './1763776952000-invoice-findings.js';
import { Credits1763776960000 } from './1763776960000-credits.js';
import { UsageDaysByKey1763776970000 } from './1763776970000-usage-days-by-key.js';
import { CreditFindings1763776971000 } from './1763776971000-credit-findings.js';
import { Sessions1763776980000 } from './1763776980000-sessions.js';
import { SsoCodes1763776981000 } from './1763776981000-sso-codes.js';
import { Handoff1763776982000 } from './1763776982000-handoff.js';
import { SessionRenewals1763776983000 } from './1763776983000-session-renewals.js';
import { ConnectedAccounts1763776985000 } from './1763776985000-connected-accounts.js';
import { LinkedResources1763776990000 } from './1763776990000-linked-resources.js';
import { AccountLogins1763776991000 } from './1763776991000-account-logins.js';
import { ToldBalances1763776996000 } from './1763776996000-told-balances.js';
import { OnePruneAtATime1763776997000 } from './1763776997000-one-prune-at-a-time.js';
import { Remaking1763777020000 } from './1763777020000-remaking.js';
import { ReconciliationRuns1763777021000 } from './1763777021000-reconciliation-runs.js';
import { UnlinkedResources1763777050000 } from './1763777050000-unlinked-resources.js';
import { ConnectHolders1763777051000 } from './1763777051000-connect-holders.js';
import { HandoffState1763777052000 } from './1763777052000-handoff-state.js';

/** Every migration, oldest first; one that has landed is never changed. */
export const MIGRATIONS = [
  Jobs1763769600000,
  Platform1763769600001,
  Installations1763769600002,
  Resources1763769600003,
  Webhooks1763776800000,
  VercelEvents1763776800001,
  SecretsRotation1763776801000,
  Pushes1763776810000,
  Notifications1763776810001,
  Suspensions1763776820000,
  DriverOperations1763776830000,
  Transfers1763776840000,
  JobTurns1763776850000,
  Uninstalls1763776860000,
  Reconciliation1763776861000,
  PushedSecrets1763776862000,
  ProjectAccess1763776863000,
  RequestDigestFirst1763776870000,
  Usage1763776900000,
  PlanSegments1763776910000,
  BillingDiscounts1763776915000,
  UsagePieces1763776920000,
  UsagePolls1763776921000,
  BillingPushes1763776930000,
  LineClosed1763776931000,
  BillingAccounts1763776940000,
  BillingFindings1763776941000,
  Invoices1763776950000,
  Refunds1763776951000,
  InvoiceFindings1763776952000,
  Credits1763776960000,
  UsageDaysByKey1763776970000,
  CreditFindings1763776971000,
  Sessions1763776980000,
  SsoCodes1763776981000,
  Handoff1763776982000,
  SessionRenewals1763776983000,
  ConnectedAccounts1763776985000,
  LinkedResources1763776990000,
  AccountLogins1763776991000,
  ToldBalances1763776996000,
  OnePruneAtATime1763776997000,
  Remaking1763777020000,
  ReconciliationRuns1763777021000,
  UnlinkedResources1763777050000,
  ConnectHolders1763777051000,
  HandoffState1763777052000,
];
