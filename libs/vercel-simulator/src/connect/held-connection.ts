import { newId, newInstallationId } from '../ids.js';
import type { HeldOwner } from './held-owner.js';

/** Where a connection was begun. */
export type ConnectSource = 'marketplace' | 'external' | 'deploy-button';

/** Why Vercel has disabled a configuration. */
export const DISABLED_REASONS = [
  'original-owner-left-the-team',
  'original-owner-role-downgraded',
  'disabled-by-owner',
  'disabled-by-admin',
  'feature-not-available',
  'account-plan-downgrade',
] as const;

/** One of them. */
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** Which projects a configuration reaches: all, or those that were selected. */
export type ProjectAccess = 'all' | readonly string[];

/** Scopes of a configuration unless told otherwise. */
export const CONNECT_SCOPES: readonly string[] = [
  'read-write:integration-configuration',
  'read:project',
  'read-write:project-env-vars',
  'read:team',
  'read:user',
  'read-write:log-drain',
];

/** A connectable account's configuration as Vercel holds it; `removed` is final and its tokens are dead. */
export interface HeldConnection {
  readonly id: string;
  readonly ownerId: string;
  /** Null for a personal account. */
  readonly teamId: string | null;
  readonly userId: string;
  readonly source: ConnectSource;
  readonly externalId: string | undefined;
  readonly createdAt: Date;
  scopes: readonly string[];
  /** Scopes that the integration asks for beside, until the team confirms them. */
  scopesAwaited: readonly string[];
  access: ProjectAccess;
  state: 'connected' | 'removed';
  updatedAt: Date;
  /** When the popup was closed by going to `next`. */
  completedAt: Date | undefined;
  disabled: { readonly at: Date; readonly reason: DisabledReason } | undefined;
  /** The newest one last; all of them work until removal. */
  readonly tokens: string[];
}

/** What is chosen when a connection is begun. */
export interface ConnectionWish {
  readonly source: ConnectSource;
  readonly externalId?: string;
  readonly scopes?: readonly string[];
  readonly projects?: ProjectAccess;
}

/** A configuration that somebody has just added. */
export function newConnection(owner: HeldOwner, wish: ConnectionWish, now: Date): HeldConnection {
  return {
    id: newInstallationId(),
    ownerId: owner.id,
    teamId: owner.kind === 'team' ? owner.id : null,
    userId: owner.user.id,
    source: wish.source,
    externalId: wish.externalId,
    createdAt: now,
    scopes: wish.scopes ?? CONNECT_SCOPES,
    scopesAwaited: [],
    access: wish.projects ?? 'all',
    state: 'connected',
    updatedAt: now,
    completedAt: undefined,
    disabled: undefined,
    tokens: [],
  };
}

/** An access token of a configuration; opaque to the provider. */
export function newOauthToken(): string {
  return newId('vco_');
}

/** Whether a configuration reaches a project. */
export function reaches({ access }: HeldConnection, projectId: string): boolean {
  return access === 'all' || access.includes(projectId);
}
