import { Column, Index, PrimaryColumn } from 'typeorm';
import type { AcceptedPolicies } from '#libs/vercel-contract';
import type { Contact } from './installation-grant.js';

/** `uninstalling`: the customer has left, resources or the window for final invoices are still open; `uninstalled`: for ever. */
export type InstallationState = 'active' | 'uninstalling' | 'uninstalled';

/** `marketplace`: bought and billed at Vercel, by the partner API; `connected`: an account that lends us a token by the redirect flow. */
export type InstallationKind = 'marketplace' | 'connected';

/** What the row of an installation holds; what may become of it says `Installation`. */
export abstract class InstallationRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'installations_pkey' })
  readonly id: string;

  @Column({ type: 'text', default: 'marketplace' })
  readonly kind: InstallationKind;

  /** Of a connected account the team that calls have to name; null for a person's own. */
  @Column({ name: 'team_id', type: 'text', nullable: true })
  readonly teamId: string | null;

  /** Integration id with which it came. */
  @Column({ type: 'text' })
  readonly audience: string;

  @Column({ name: 'account_id', type: 'text' })
  readonly accountId: string;

  /** When it was transferred to this account, by Vercel's clock; null for the account that installed it. */
  @Column({ name: 'account_since', type: 'timestamptz', nullable: true })
  readonly accountSince: Date | null;

  @Column({ type: 'text' })
  readonly state: InstallationState;

  @Column({ name: 'billing_plan_id', type: 'text', nullable: true })
  readonly billingPlanId: string | null;

  /** Whether it was ever on a plan that can cost something: then a last invoice may be due, whatever its plan is now. */
  @Column({ name: 'ever_billed', type: 'boolean' })
  readonly everBilled: boolean;

  @Column({ name: 'access_token', type: 'bytea', nullable: true })
  readonly accessToken: Buffer | null;

  @Column({ name: 'access_token_key_id', type: 'text', nullable: true })
  @Index('installations_access_token_key_id_idx')
  readonly accessTokenKeyId: string | null;

  @Column({ name: 'token_type', type: 'text' })
  readonly tokenType: string;

  @Column({ type: 'text', array: true })
  readonly scopes: readonly string[];

  /** What is older than this says nothing about the scopes; null in rows from before it was kept. */
  @Column({ name: 'scopes_since', type: 'timestamptz', nullable: true })
  readonly scopesSince: Date | null;

  /** Whether it may reach all projects of the team; null: Vercel has not said. */
  @Column({ name: 'project_selection', type: 'text', nullable: true })
  readonly projectSelection: 'all' | 'selected' | null;

  /** By Vercel's clock. */
  @Column({ name: 'project_selection_since', type: 'timestamptz', nullable: true })
  readonly projectSelectionSince: Date | null;

  @Column({ name: 'accepted_policies', type: 'jsonb' })
  readonly acceptedPolicies: AcceptedPolicies;

  @Column({ name: 'account_name', type: 'text', nullable: true })
  readonly accountName: string | null;

  @Column({ name: 'account_url', type: 'text' })
  readonly accountUrl: string;

  @Column({ type: 'jsonb', nullable: true })
  readonly contact: Contact | null;

  @Column({ name: 'uninstall_reason', type: 'text', nullable: true })
  readonly uninstallReason: string | null;

  @Column({ name: 'uninstall_cascade', type: 'boolean', nullable: true })
  readonly uninstallCascade: boolean | null;

  @Column({ name: 'uninstall_requested_at', type: 'timestamptz', nullable: true })
  readonly uninstallRequestedAt: Date | null;

  /** End of the time in which final invoices may be sent. */
  @Column({ name: 'window_closes_at', type: 'timestamptz', nullable: true })
  readonly windowClosesAt: Date | null;

  /** From when on Vercel is called in its name no more, but to say that no invoice will come: the last call closes the account there. */
  @Column({ name: 'line_closed_at', type: 'timestamptz', nullable: true })
  readonly lineClosedAt: Date | null;

  @Column({ name: 'uninstalled_at', type: 'timestamptz', nullable: true })
  readonly uninstalledAt: Date | null;

  /** Since when somebody keeps it out of use; null: nobody does. */
  @Column({ name: 'suspended_at', type: 'timestamptz', nullable: true })
  readonly suspendedAt: Date | null;

  /** When it is compared with Vercel the next time. */
  @Column({ name: 'reconcile_at', type: 'timestamptz', default: () => "(now() + '1 day')" })
  readonly reconcileAt: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt: Date;

  @Column({ type: 'integer' })
  readonly revision: number;
}
