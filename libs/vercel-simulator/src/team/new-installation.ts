import type { UpsertInstallationRequest } from '#libs/vercel-contract';
import { newAccessToken, newHexId, newInstallationId } from '../ids.js';
import type { HeldInstallation } from '../record/held.js';

const SCOPES = ['read-write:marketplace', 'read:integration-configuration', 'read-write:integration-resource'];

/** The account behind a team: ids that stay the same over its installations. */
export interface TeamAccount {
  readonly name: string;
  readonly accountId: string;
  readonly adminId: string;
  readonly viewerId: string;
}

/** A new Vercel team of that name. */
export function newTeamAccount(name: string): TeamAccount {
  return { name, accountId: newHexId(), adminId: newHexId(), viewerId: newHexId() };
}

/** An installation that a team has begun, with a fresh id. */
export function newInstallation(account: TeamAccount, integrationSlug: string, now: Date): HeldInstallation {
  const slug = account.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const id = newInstallationId();
  return {
    id,
    team: account.name,
    accountId: account.accountId,
    createdAt: now,
    members: [
      { id: account.adminId, role: 'ADMIN' },
      { id: account.viewerId, role: 'USER' },
    ],
    account: {
      name: account.name,
      url: `https://vercel.com/${slug}/~/integrations/${integrationSlug}/${id}`,
      contact: { email: `admin@${slug}.example`, name: 'Ada Admin' },
    },
    accessTokens: [],
    resources: new Map(),
    state: 'installing',
    deletionDue: undefined,
    billingPlan: undefined,
    notification: undefined,
    status: 'ready',
    externalId: undefined,
  };
}

/** The body of Upsert Installation under a fresh access token, which the installation knows from here on. */
export function upsertBody(installation: HeldInstallation, now: Date): UpsertInstallationRequest {
  const token = newAccessToken();
  installation.accessTokens.push(token);
  const accepted = now.toISOString();
  return {
    scopes: SCOPES,
    acceptedPolicies: { eula: accepted, privacy: accepted },
    credentials: { access_token: token, token_type: 'Bearer' },
    account: installation.account,
  };
}
