import { ACCOUNT } from './env.account.js';
import { ANNOUNCED } from './env.announced.js';
import { BILLING } from './env.billing.js';
import { apiKey, asymmetricAlgorithm, messageSecret, namedOnce, plainApiKey, sharedSecret } from './env.credentials.js';
import {
  baseUrl,
  contactUrl,
  host,
  httpUrl,
  integer,
  list,
  oneOf,
  postgresUrl,
  publicUrl,
  text,
  trustProxy,
} from './env.parsers.js';
import { defaulted, optional, required, type Variable } from './env.variable.js';

const path = text(/^[^\0]+$/, 'must be a path');

/** Every environment variable that the server reads, in the order of `.env.example`; names are contract. */
export const VARIABLES = {
  NODE_ENV: defaulted(
    'Kind of start: a production start refuses whatever is only fit for a developer.',
    oneOf('development', 'test', 'production'),
    'development',
  ),
  SERVICE_ROLE: defaulted(
    'What this process does: answer requests, work off jobs, or both.',
    oneOf('all', 'api', 'worker'),
    'all',
  ),
  PUBLIC_URL: required(
    'Base URL under which Vercel and browsers reach this server; a path prefix is honoured on every route.',
    publicUrl,
    { example: 'http://localhost:3000' },
  ),
  HOST: defaulted('Address to listen on.', host, '0.0.0.0'),
  PORT: defaulted('Port to listen on; 0 takes a free one.', integer(0, 65_535), '3000'),
  METRICS_PORT: defaulted(
    'Port of metrics and health, all that a worker opens; 0 turns it off.',
    integer(0, 65_535),
    '9464',
  ),
  TRUST_PROXY: defaulted(
    'Proxies in front whose X-Forwarded headers count: a number of hops, or addresses and networks, comma-separated.',
    trustProxy,
    '0',
  ),
  LOG_LEVEL: defaulted(
    'Least severe level that is logged.',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
  ),
  SHUTDOWN_DELAY_SECONDS: defaulted(
    'Seconds for which requests are still served after readiness went false.',
    integer(0, 300),
    '4',
  ),
  DATABASE_URL: optional(
    'PostgreSQL of this server; not set: an embedded one is started, which production refuses.',
    postgresUrl,
    { secret: true, example: 'postgres://stallholder:example-password@localhost:5432/stallholder' },
  ),
  MIGRATION_DATABASE_URL: optional(
    'The same database under the role that owns the schema; not set: DATABASE_URL.',
    postgresUrl,
    { secret: true, example: 'postgres://stallholder_owner:example-password@localhost:5432/stallholder' },
  ),
  EMBEDDED_POSTGRES_DIR: defaulted('Folder of the embedded PostgreSQL.', path, '.data/postgres'),
  DATABASE_POOL_SIZE: defaulted('Most connections that one process holds to its database.', integer(2, 500), '10'),
  INTEGRATION_CLIENT_ID: required(
    "Client id of the integration in Vercel's console, the audience of every token.",
    text(/^[A-Za-z0-9_-]{1,128}$/, 'must be 1 to 128 letters, digits, "_" or "-"'),
    { example: 'oac_example' },
  ),
  INTEGRATION_CLIENT_SECRET: required(
    'Client secrets of the integration, comma-separated, the newest first; all are accepted for signatures.',
    list(sharedSecret),
    { secret: true, example: 'example-client-secret' },
  ),
  INTEGRATION_SLUG: required(
    "URL slug of the integration in Vercel's console.",
    text(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1 to 32 lower-case letters, digits or "-"'),
    { example: 'example-integration' },
  ),
  VERCEL_API_URL: defaulted("Vercel's REST API.", baseUrl, 'https://api.vercel.com'),
  VERCEL_DASHBOARD_URL: defaulted("Vercel's dashboard, where browsers are sent.", baseUrl, 'https://vercel.com'),
  VERCEL_OIDC_ISSUER: defaulted(
    "Issuer of Vercel's tokens, compared as text.",
    httpUrl,
    'https://marketplace.vercel.com',
  ),
  VERCEL_OIDC_JWKS_URL: optional("Key set of Vercel's tokens; not set: the issuer's /.well-known/jwks.", httpUrl, {
    example: 'https://marketplace.vercel.com/.well-known/jwks',
  }),
  VERCEL_OIDC_ALGORITHMS: defaulted(
    'Asymmetric algorithms that tokens may be signed with, comma-separated.',
    list(asymmetricAlgorithm),
    'RS256',
  ),
  ENCRYPTION_KEYS: required(
    'Keys that seal secrets in the database, as id:base64 of 32 random bytes, comma-separated: the first seals, all open.',
    text(/./, 'must not be empty'),
    { secret: true, example: 'example:ZXhhbXBsZS1rZXktbm90LWZvci1wcm9kdWN0aW9uISE=' },
  ),
  CATALOG_FILE: defaulted('What is sold.', path, 'config/catalog.yaml'),
  POSTGRES_DRIVER_URL: optional(
    "Server on which the postgres driver creates the customers' databases; not set: that of DATABASE_URL. Production wants it named.",
    postgresUrl,
    { secret: true, example: 'postgres://provisioner:example-password@localhost:5432/postgres' },
  ),
  HTTP_DRIVER_URL: optional("Base URL of the provider's own service behind the http driver.", baseUrl, {
    example: 'https://product.example/stallholder',
  }),
  HTTP_DRIVER_SECRET: optional(
    'Secrets shared with that service, comma-separated, the newest first: all sign calls, all are accepted from callbacks; best as whsec_ and the base64 of 32 random bytes.',
    list(messageSecret),
    { secret: true, example: 'example-http-driver-secret' },
  ),
  ADMIN_API_KEYS: optional(
    'Keys of the admin API, comma-separated, as name:key or name[read+operate]:key; not set: the admin API is closed.',
    namedOnce(list(apiKey)),
    { secret: true, example: 'operator:example-admin-api-key' },
  ),
  USAGE_API_KEYS: optional(
    'Keys of the usage API, comma-separated, as name:key; not set: the usage API is closed.',
    namedOnce(list(plainApiKey)),
    { secret: true, example: 'meter:example-usage-api-key' },
  ),
  DASHBOARD_URL: optional(
    "The provider's own dashboard: browsers are sent there with a code, and links of notifications may lead there; not set: the built-in one.",
    baseUrl,
    { example: 'https://dashboard.example' },
  ),
  SUPPORT_URL: optional(
    'Where customers write to for help, a page or mailto: and an address, shown on the pages; not set: they are led to the listing at Vercel.',
    contactUrl,
    { example: 'https://product.example/support' },
  ),
  DOCS_ENABLED: defaulted(
    'Whether production serves Swagger UI at /docs, to operators who have signed in; elsewhere it is always there, for everybody.',
    oneOf('true', 'false'),
    'false',
  ),
  RETENTION_DAYS: defaulted(
    'Days for which bulky rows such as request and webhook bodies are kept.',
    integer(30, 3_650),
    '400',
  ),
  ...BILLING,
  ...ACCOUNT,
  ...ANNOUNCED,
} as const satisfies Readonly<Record<string, Variable<unknown>>>;

/** Name of a known environment variable. */
export type VariableName = keyof typeof VARIABLES;

/** The parsed variables; what has neither a default nor to be there may be undefined. */
export type Values = {
  readonly [N in VariableName]: (typeof VARIABLES)[N] extends Variable<infer T, infer P>
    ? 'perhaps' extends P
      ? T | undefined
      : T
    : never;
};
