import { baseUrl, httpUrl, text } from './env.parsers.js';
import { defaulted, optional } from './env.variable.js';

const clientId = text(/^[\x21-\x7e]{1,256}$/, 'must be 1 to 256 printable characters without blanks');

/** Variables whose names are contract and whose values are checked, though the features that read them are yet to come. */
export const ANNOUNCED = {
  ADMIN_OIDC_ISSUER: optional(
    'Issuer of bearer tokens for the admin API, beside its keys; not set: keys only.',
    httpUrl,
    {
      example: 'https://login.example',
    },
  ),
  ADMIN_OIDC_AUDIENCE: optional('Audience of those tokens.', clientId, { example: 'stallholder' }),
  ADMIN_OIDC_CLIENT_ID: optional(
    'Client id with which Swagger UI logs in at that issuer, by code and PKCE.',
    clientId,
    {
      example: 'stallholder-docs',
    },
  ),
  ADMIN_OIDC_ROLES_CLAIM: defaulted(
    "Claim with an operator's scopes (read, operate, money, secrets) as a list or as text; with dots the way to one within others.",
    clientId,
    'roles',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    'Base URL to which traces are sent by OTLP over HTTP; not set: nowhere.',
    baseUrl,
    {
      example: 'http://localhost:4318',
    },
  ),
} as const;
