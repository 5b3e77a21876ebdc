import { isFields, textOf } from './fields.js';

/** What a code was exchanged for (`vercel-api.md` 3.1); these ids are to be trusted, those of the redirect's address are not. */
export interface OAuthGrant {
  readonly accessToken: string;
  readonly tokenType: string;
  readonly installationId: string;
  readonly userId: string;
  /** Null for a personal account. */
  readonly teamId: string | null;
}

/** Reads the answer of an OAuth exchange; a team that cannot be read makes it useless, as every call would go astray. */
export function readOAuthGrant(json: unknown): OAuthGrant | null {
  if (!isFields(json)) return null;
  const accessToken = textOf(json, 'access_token');
  const installationId = textOf(json, 'installation_id');
  const userId = textOf(json, 'user_id');
  if (accessToken === undefined || installationId === undefined || userId === undefined) return null;
  const teamId = textOf(json, 'team_id') ?? null;
  if (teamId === null && (json['team_id'] ?? null) !== null) return null;
  return { accessToken, tokenType: textOf(json, 'token_type') ?? 'Bearer', installationId, userId, teamId };
}
