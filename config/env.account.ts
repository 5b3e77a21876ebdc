import { sharedSecret } from './env.credentials.js';
import { httpUrl, text } from './env.parsers.js';
import { optional } from './env.variable.js';

const clientId = text(/^[\x21-\x7e]{1,256}$/, 'must be 1 to 256 printable characters without blanks');

/** The provider's own customer login, by which customers show what is theirs at the product; the three are set together. */
export const ACCOUNT = {
  ACCOUNT_OIDC_ISSUER: optional(
    "Issuer of the provider's own customer login (OpenID Connect), which imports and the configuration of connected accounts then ask for; not set: a session or a visit from Vercel suffices.",
    httpUrl,
    { example: 'https://accounts.example' },
  ),
  ACCOUNT_OIDC_CLIENT_ID: optional(
    'Client id at that login; its redirect URI is PUBLIC_URL + /account/callback.',
    clientId,
    {
      example: 'stallholder',
    },
  ),
  ACCOUNT_OIDC_CLIENT_SECRET: optional('Client secret at that login.', sharedSecret, {
    secret: true,
    example: 'example-account-client-secret',
  }),
} as const;
