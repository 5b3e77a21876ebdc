import { isFields, textOf } from './fields.js';

/** What an exchange gives. Only the id token is relied on; it says who it is, once it is verified, and is not to be kept. */
export interface SsoTokens {
  readonly idToken: string;
  /** With which the id token can be renewed; not always there. */
  readonly refreshToken?: string;
}

/** Reads the answer of an SSO token exchange. */
export function readSsoTokens(json: unknown): SsoTokens | null {
  if (!isFields(json)) return null;
  const idToken = textOf(json, 'id_token');
  const refreshToken = textOf(json, 'refresh_token');
  return idToken === undefined ? null : { idToken, ...(refreshToken !== undefined && { refreshToken }) };
}
