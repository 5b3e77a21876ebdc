import { AdminInstallationResponse } from './installation.response.js';
import { AdminResourceResponse } from './resource.response.js';
import { SuspensionResponse } from './standing.response.js';

/** Something that is said to the customer in Vercel's dashboard. */
export class AdminNotificationResponse {
  /** How urgent it is to the customer. @example warn */
  readonly level: 'info' | 'warn' | 'error';
  /** One line, as Vercel shows it. @example "Your database is almost full" */
  readonly title: string;
  /** What the customer reads. @example It is read-only from 1 GB on. Take a larger plan, or delete something. */
  readonly message?: string;
  /** With `sso:` Vercel signs the customer in first. @example sso:https://provider.example/billing */
  readonly href?: string;
  /** ISO 8601: when it was said, or last changed. @example 2026-01-31T12:00:00.000Z */
  readonly since: string;
}

/** How many resources of an installation are in a state. */
export class AdminResourceCountResponse {
  /** State of these resources. @example ready */
  readonly state: 'placed' | 'pending' | 'onboarding' | 'ready' | 'suspended' | 'error' | 'removing' | 'removed';
  /** How many are in it. @example 3 */
  readonly resources: number;
}

/** An installation with all that is known of it, its token apart. */
export class AdminInstallationDetailResponse extends AdminInstallationResponse {
  /** What its token may do at Vercel. @example ["read-write:integration-resource"] */
  readonly scopes: string[];
  /** Why it is out of use; none: it is in use. */
  readonly suspensions: SuspensionResponse[];
  /** All that is said beside it; the first one is shown. */
  readonly notifications: AdminNotificationResponse[];
  /** States in which there are none are left out. */
  readonly resources: AdminResourceCountResponse[];
  /** ISO 8601: when it is compared with Vercel the next time; absent of one that leaves. @example 2026-01-31T02:00:00.000Z */
  readonly nextComparisonAt?: string;
  /** Of one that leaves: why, as Vercel told. @example No longer needed */
  readonly uninstallReason?: string;
  /** ISO 8601: until when final invoices may be sent. @example 2026-02-01T12:00:00.000Z */
  readonly windowClosesAt?: string;
  /** ISO 8601: when everything was settled. @example 2026-02-01T12:00:00.000Z */
  readonly uninstalledAt?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly updatedAt: string;
}

/** Older secrets that still work. */
export class AdminRetiringSecretsResponse {
  /** Counted from 1. @example 1 */
  readonly version: number;
  /** ISO 8601: until when they work; absent: until Vercel has taken the new ones. @example 2026-01-31T12:00:00.000Z */
  readonly until?: string;
}

/** Which secrets of a resource stand, without the secrets. */
export class AdminSecretsStandingResponse {
  /** Those that Vercel was told last, counted from 1; absent: none yet. @example 2 */
  readonly version?: number;
  /** ISO 8601: since when there are those. @example 2026-01-31T12:00:00.000Z */
  readonly since?: string;
  /** Whether new ones are being made, or told to Vercel. @example false */
  readonly isBeingReplaced: boolean;
  /** Former versions that still work. */
  readonly retiring: AdminRetiringSecretsResponse[];
}

/** A resource with all that is known of it, secrets and metadata apart. */
export class AdminResourceDetailResponse extends AdminResourceResponse {
  /** Why its installation is out of use. */
  readonly suspensions: SuspensionResponse[];
  /** Why it alone is out of use. */
  readonly resourceSuspensions: SuspensionResponse[];
  /** What the product is to be asked for next; absent: nothing. @example update */
  readonly outstanding?: 'suspend' | 'resume' | 'transfer' | 'update';
  /** What the product has refused, and is asked for again after a change or a retry. @example ["update"] */
  readonly refused: string[];
  /** All that is said beside it; the first one is shown. */
  readonly notifications: AdminNotificationResponse[];
  readonly secrets: AdminSecretsStandingResponse;
  /** Projects at Vercel that it is connected to now. @example 2 */
  readonly connections: number;
  /** Why the product has not removed it yet. @example Backup is running */
  readonly removalProblem?: string;
  /** ISO 8601: when somebody looks at it again; absent: nothing is to be done. @example 2026-01-31T12:00:00.000Z */
  readonly nextLookAt?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly updatedAt: string;
}
