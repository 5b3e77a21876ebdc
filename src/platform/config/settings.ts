import { createHash } from 'node:crypto';

import type { Values } from '../../../config/env.schema.js';
import type { ApiKeyEntry } from '../../../config/env.credentials.js';
import type { KeyRing } from '../crypto/key-ring.js';
import { Secret } from '../crypto/secret.js';

/** Where this server listens and how it is reached from outside. */
export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  /** 0: no metrics port. */
  readonly metricsPort: number;
  /** Origin and path prefix, without a slash at the end. */
  readonly publicUrl: string;
  /** Where links of ours may lead: `publicUrl`, then the provider's own dashboard where there is one. */
  readonly ownUrls: readonly string[];
  /** The provider's own dashboard; null: the built-in one. */
  readonly dashboardUrl: string | null;
  /** Path of `publicUrl`: '' or '/a/b'. */
  readonly pathPrefix: string;
  /** As Express takes it: hops, or addresses and networks. */
  readonly trustProxy: number | readonly string[];
  readonly shutdownDelaySeconds: number;
}

/** The app's own database; `url` null means the embedded server in `embeddedDir`. */
export interface DatabaseSettings {
  readonly url: Secret | null;
  /** Role that owns the schema, else the same as `url`. */
  readonly migrationUrl: Secret | null;
  readonly embeddedDir: string;
  readonly poolSize: number;
}

/** The integration as Vercel's console knows it. */
export interface IntegrationSettings {
  readonly clientId: string;
  /** Newest first, never empty. */
  readonly clientSecrets: readonly Secret[];
  readonly slug: string;
}

/** Vercel's own addresses, none with a slash at its end. */
export interface VercelSettings {
  readonly apiUrl: string;
  readonly dashboardUrl: string;
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly algorithms: readonly string[];
}

/** The provider's own service behind the http driver. */
export interface HttpDriverSettings {
  /** Without a slash at its end. */
  readonly url: string;
  /** Shared with the service, newest first, never empty. */
  readonly secrets: readonly Secret[];
}

/** The provider's own customer login. */
export interface AccountLoginSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** Where operators log in. */
interface OperatorLoginSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Claim with an operator's scopes; with dots the way to one within others. */
  readonly rolesClaim: string;
}

/** A key of the admin API, kept as SHA-256; `scopes` null means all. */
export interface AdminKey {
  readonly name: string;
  readonly scopes: readonly string[] | null;
  readonly digest: Buffer;
}

/** A key of the usage API, kept as SHA-256. */
type UsageKey = Pick<AdminKey, 'name' | 'digest'>;

/** Swagger UI and the documents that it shows. */
export interface DocsSettings {
  /** Whom they are served to; `operators` sign in first. */
  readonly readers: 'everybody' | 'operators' | 'nobody';
  /** Where operators get a token for trying calls; null: keys alone. */
  readonly login: { readonly issuer: string; readonly clientId: string } | null;
}

/** How customers are charged. */
export interface BillingSettings {
  /** Between the end of a period and its invoice, for usage that comes late. */
  readonly graceSeconds: number;
  /** From the request to uninstall on. */
  readonly finalGraceSeconds: number;
  /** `test`: invoices are sent as test invoices, and no money moves. */
  readonly invoiceMode: 'real' | 'test';
  /** What becomes of resources that were not paid for, 15 days after the invoice was overdue. */
  readonly unpaid: 'kept' | 'destroyed';
}

/** The checked configuration of one process, read once at its start. */
export class Settings {
  readonly isProduction: boolean;
  readonly role: Values['SERVICE_ROLE'];
  readonly logLevel: Values['LOG_LEVEL'];
  /** Base URL of an OTLP endpoint; undefined: nothing is traced. */
  readonly tracesUrl: string | undefined;
  readonly http: HttpSettings;
  readonly database: DatabaseSettings;
  readonly integration: IntegrationSettings;
  readonly vercel: VercelSettings;
  /** A page, or `mailto:`; null: only the listing at Vercel tells. */
  readonly supportUrl: string | null;
  readonly catalogFile: string;
  /** Server of the postgres driver; null: the embedded one. */
  readonly postgresDriverUrl: Secret | null;
  /** Null: there is no such service. */
  readonly httpDriver: HttpDriverSettings | null;
  /** Null: there is none that we know of. */
  readonly accountLogin: AccountLoginSettings | null;
  /** Null: operators have keys only. */
  readonly operatorLogin: OperatorLoginSettings | null;
  /** Empty: the admin API is closed to keys. */
  readonly adminKeys: readonly AdminKey[];
  /** Empty: the usage API is closed. */
  readonly usageKeys: readonly UsageKey[];
  readonly docs: DocsSettings;
  readonly retentionDays: number;
  readonly billing: BillingSettings;

  constructor(
    values: Values,
    readonly keyRing: KeyRing,
  ) {
    this.isProduction = values.NODE_ENV === 'production';
    this.role = values.SERVICE_ROLE;
    this.logLevel = values.LOG_LEVEL;
    this.tracesUrl = values.OTEL_EXPORTER_OTLP_ENDPOINT;
    this.http = httpSettings(values);
    this.database = databaseSettings(values);
    this.integration = integrationSettings(values);
    this.vercel = vercelSettings(values);
    this.supportUrl = values.SUPPORT_URL ?? null;
    this.catalogFile = values.CATALOG_FILE;
    this.postgresDriverUrl = secretOf(values.POSTGRES_DRIVER_URL ?? values.DATABASE_URL);
    this.httpDriver = httpDriverSettings(values);
    this.accountLogin = accountLoginSettings(values);
    this.operatorLogin = operatorLoginSettings(values);
    this.adminKeys = (values.ADMIN_API_KEYS ?? []).map(adminKey);
    this.usageKeys = (values.USAGE_API_KEYS ?? []).map(adminKey);
    this.docs = docsSettings(values);
    this.retentionDays = values.RETENTION_DAYS;
    this.billing = {
      graceSeconds: values.INVOICE_GRACE_SECONDS,
      finalGraceSeconds: values.FINAL_USAGE_GRACE_SECONDS,
      invoiceMode: values.INVOICE_TEST_MODE === 'true' ? 'test' : 'real',
      unpaid: values.ALLOW_DESTRUCTION_AFTER_OVERDUE === 'true' ? 'destroyed' : 'kept',
    };
  }

  /** The same for a command of the terminal, which calls this server in its own process: under a key of its own, and without a log. */
  forCommand(operator: { readonly name: string; readonly key: string }): Settings {
    const own = adminKey({ ...operator, scopes: null });
    const quiet = { logLevel: 'silent' as const, tracesUrl: undefined, adminKeys: [...this.adminKeys, own] };
    return Object.assign(Object.create(Settings.prototype) as Settings, this, quiet);
  }
}

function docsSettings(values: Values): DocsSettings {
  const { ADMIN_OIDC_ISSUER: issuer, ADMIN_OIDC_CLIENT_ID: clientId } = values;
  const inProduction = values.DOCS_ENABLED === 'true' ? 'operators' : 'nobody';
  return {
    readers: values.NODE_ENV === 'production' ? inProduction : 'everybody',
    login: issuer === undefined || clientId === undefined ? null : { issuer, clientId },
  };
}

function httpSettings(values: Values): HttpSettings {
  return {
    host: values.HOST,
    port: values.PORT,
    metricsPort: values.METRICS_PORT,
    publicUrl: values.PUBLIC_URL,
    ownUrls: [values.PUBLIC_URL, ...(values.DASHBOARD_URL === undefined ? [] : [values.DASHBOARD_URL])],
    dashboardUrl: values.DASHBOARD_URL ?? null,
    pathPrefix: new URL(values.PUBLIC_URL).pathname.replace(/\/$/, ''),
    trustProxy: values.TRUST_PROXY,
    shutdownDelaySeconds: values.SHUTDOWN_DELAY_SECONDS,
  };
}

function databaseSettings(values: Values): DatabaseSettings {
  return {
    url: secretOf(values.DATABASE_URL),
    migrationUrl: secretOf(values.MIGRATION_DATABASE_URL ?? values.DATABASE_URL),
    embeddedDir: values.EMBEDDED_POSTGRES_DIR,
    poolSize: values.DATABASE_POOL_SIZE,
  };
}

function integrationSettings(values: Values): IntegrationSettings {
  return {
    clientId: values.INTEGRATION_CLIENT_ID,
    clientSecrets: values.INTEGRATION_CLIENT_SECRET.map((secret) => Secret.of(secret)),
    slug: values.INTEGRATION_SLUG,
  };
}

function vercelSettings(values: Values): VercelSettings {
  const issuer = values.VERCEL_OIDC_ISSUER;
  return {
    apiUrl: values.VERCEL_API_URL,
    dashboardUrl: values.VERCEL_DASHBOARD_URL,
    issuer,
    jwksUrl: values.VERCEL_OIDC_JWKS_URL ?? `${issuer.replace(/\/+$/, '')}/.well-known/jwks`,
    algorithms: values.VERCEL_OIDC_ALGORITHMS,
  };
}

function httpDriverSettings({ HTTP_DRIVER_URL: url, HTTP_DRIVER_SECRET: secrets }: Values): HttpDriverSettings | null {
  if (url === undefined || secrets === undefined) return null;
  return { url, secrets: secrets.map((secret) => Secret.of(secret)) };
}

function accountLoginSettings(values: Values): AccountLoginSettings | null {
  const { ACCOUNT_OIDC_ISSUER: issuer, ACCOUNT_OIDC_CLIENT_ID: clientId, ACCOUNT_OIDC_CLIENT_SECRET: secret } = values;
  if (issuer === undefined || clientId === undefined || secret === undefined) return null;
  return { issuer, clientId, clientSecret: Secret.of(secret) };
}

function operatorLoginSettings(values: Values): OperatorLoginSettings | null {
  const { ADMIN_OIDC_ISSUER: issuer, ADMIN_OIDC_AUDIENCE: audience, ADMIN_OIDC_ROLES_CLAIM: rolesClaim } = values;
  return issuer === undefined || audience === undefined ? null : { issuer, audience, rolesClaim };
}

function secretOf(text: string | undefined): Secret | null {
  return text === undefined ? null : Secret.of(text);
}

function adminKey({ name, scopes, key }: ApiKeyEntry): AdminKey {
  return { name, scopes, digest: createHash('sha256').update(key).digest() };
}
