import type {
  AccountInfo,
  BillingPlan,
  Metadata,
  Notification,
  ProtocolSettings,
  ResourceStatus,
  UserRole,
  WireSecret,
} from '#libs/vercel-contract';

/** How long an uninstalled installation waits for its last invoices. */
export const FINAL_BILLING_MS = 24 * 3_600_000;

/** A resource as Vercel holds it; `id` is the provider's, `internalId` Vercel's own. */
export interface HeldResource {
  readonly id: string;
  readonly internalId: string;
  readonly productId: string;
  readonly ownership: 'owned' | 'linked' | 'sandbox';
  name: string;
  metadata: Metadata;
  status: ResourceStatus;
  billingPlan: BillingPlan | undefined;
  notification: Notification | undefined;
  protocolSettings: ProtocolSettings | undefined;
  secrets: readonly WireSecret[];
}

/** Life of an installation: `removed` is final, its tokens are dead. */
type InstallationState = 'installing' | 'installed' | 'pending-deletion' | 'removed';

/** A member of a team as Get Member Information tells it. */
export interface Member {
  readonly id: string;
  role: UserRole;
  /** Told in the tokens of this member; made up when missing. */
  readonly email?: string;
  readonly name?: string;
}

/** An installation as Vercel holds it. */
export interface HeldInstallation {
  readonly id: string;
  readonly team: string;
  accountId: string;
  readonly createdAt: Date;
  readonly members: Member[];
  readonly account: AccountInfo;
  /** The newest one last; all of them work until removal. */
  readonly accessTokens: string[];
  readonly resources: Map<string, HeldResource>;
  state: InstallationState;
  /** When a pending deletion becomes final, if the provider does not finalize earlier. */
  deletionDue: Date | undefined;
  billingPlan: BillingPlan | undefined;
  notification: Notification | undefined;
  status: ResourceStatus;
  externalId: string | undefined;
}
