/** Roles of a Vercel user towards an integration; `USER` may read only. */
export type UserRole = 'ADMIN' | 'USER';

/** Registered claims that both kinds of token carry; instants in seconds since the epoch. */
interface RegisteredClaims {
  readonly iss: string;
  readonly aud: string;
  readonly exp: number;
  readonly iat?: number;
  readonly nbf?: number;
  readonly type?: 'access_token' | 'id_token';
}

/** Claims of a token that names the acting Vercel user (`sub` is `account:<hex>:user:<hex>`). */
export interface UserTokenClaims extends RegisteredClaims {
  readonly sub: string;
  readonly account_id: string;
  readonly installation_id: string;
  readonly user_id: string;
  readonly user_role: UserRole;
  readonly user_email?: string;
  readonly user_name?: string;
  readonly user_avatar_url?: string;
}

/** Claims of a token that names the Vercel account only (`sub` is `account:<hex>`, possibly null). */
export interface SystemTokenClaims extends RegisteredClaims {
  readonly sub: string | null;
  readonly account_id: string;
  readonly installation_id: string | null;
}

/** Claims of the incomplete token of a plans call before any installation: no account id, no installation id. */
export interface PreInstallTokenClaims extends RegisteredClaims {
  readonly sub?: string | null;
}
