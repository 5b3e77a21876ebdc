import { VARIABLES, type Values, type VariableName } from './env.schema.js';
import type { Variable } from './env.variable.js';

/** One thing wrong with one variable; the problem completes "NAME …" and holds no value. */
export interface Fault {
  readonly name: string;
  readonly problem: string;
}

/** What was read: texts of the variables that are set, and the values of those that could be parsed. */
export interface Reading {
  readonly texts: ReadonlyMap<VariableName, string>;
  readonly values: Partial<Values>;
}

const SECURE: readonly VariableName[] = [
  'PUBLIC_URL',
  'VERCEL_API_URL',
  'VERCEL_DASHBOARD_URL',
  'VERCEL_OIDC_ISSUER',
  'VERCEL_OIDC_JWKS_URL',
  'ADMIN_OIDC_ISSUER',
  'ACCOUNT_OIDC_ISSUER',
  'HTTP_DRIVER_URL',
  'DASHBOARD_URL',
  'SUPPORT_URL',
];

/** Left by a template or by the sandbox: `example-…`, `sandbox_…`, `changeme`, as a whole secret or one of its parts. */
const PLACEHOLDER = /(^|[,:\s])(example|sandbox|change-?me|placeholder)([-_:,]|$)/i;
const CREDENTIALS = /^postgres\w*:\/\/(?:([^@/]*)@)?/i;
const LEAST_DISTINCT_BYTES = 16;

/** Rules that look at more than one variable; each speaks only of values that were parsed. */
export function crossFaults(reading: Reading): Fault[] {
  const production = reading.values.NODE_ENV === 'production';
  return [...portFaults(reading), ...pairFaults(reading), ...(production ? productionFaults(reading) : [])];
}

function portFaults({ values }: Reading): Fault[] {
  const shared = values.PORT !== undefined && values.PORT !== 0 && values.PORT === values.METRICS_PORT;
  return shared ? [{ name: 'METRICS_PORT', problem: 'must differ from PORT' }] : [];
}

/** A service that cannot be told from anybody else, or a secret for nobody. */
function pairFaults(reading: Reading): Fault[] {
  const url = missing(reading, 'HTTP_DRIVER_URL', 'must be set together with HTTP_DRIVER_SECRET');
  const secret = missing(reading, 'HTTP_DRIVER_SECRET', 'must be set together with HTTP_DRIVER_URL');
  return [
    ...(url.length === secret.length ? [] : [...url, ...secret]),
    ...accountFaults(reading),
    ...operatorFaults(reading),
  ];
}

function operatorFaults(reading: Reading): Fault[] {
  const issuer = missing(reading, 'ADMIN_OIDC_ISSUER', 'must be set together with ADMIN_OIDC_AUDIENCE');
  const audience = missing(reading, 'ADMIN_OIDC_AUDIENCE', 'must be set together with ADMIN_OIDC_ISSUER');
  return issuer.length === audience.length ? [] : [...issuer, ...audience];
}

function accountFaults(reading: Reading): Fault[] {
  const names = ['ACCOUNT_OIDC_ISSUER', 'ACCOUNT_OIDC_CLIENT_ID', 'ACCOUNT_OIDC_CLIENT_SECRET'] as const;
  const faults = names.flatMap((name) =>
    missing(reading, name, 'must be set together with the others of ACCOUNT_OIDC'),
  );
  return faults.length === names.length ? [] : faults;
}

function productionFaults(reading: Reading): Fault[] {
  return [
    ...missing(reading, 'DATABASE_URL', 'must be set in production, which refuses the embedded database'),
    ...missing(reading, 'POSTGRES_DRIVER_URL', 'must be set in production'),
    ...SECURE.flatMap((name) => insecure(reading, name)),
    ...exampleFaults(reading),
    ...weakKeys(reading),
  ];
}

function missing({ texts }: Reading, name: VariableName, problem: string): Fault[] {
  return texts.has(name) ? [] : [{ name, problem }];
}

function insecure({ values }: Reading, name: VariableName): Fault[] {
  const value = values[name];
  const plain = typeof value === 'string' && /^http:/i.test(value);
  return plain ? [{ name, problem: 'must be https in production' }] : [];
}

function exampleFaults({ texts }: Reading): Fault[] {
  return [...texts].flatMap(([name, value]) => {
    const variable: Variable<unknown> = VARIABLES[name];
    const sensitive = variable.secret === true || variable.presence === 'always';
    const isExample = sensitive && variable.example !== undefined && value.trim() === variable.example;
    const isPlaceholder = variable.secret === true && PLACEHOLDER.test(secretPart(value));
    return isExample || isPlaceholder ? [{ name, problem: 'is an example, which production refuses' }] : [];
  });
}

/** Of a connection string only user and password, since a server may well be called example-1. */
function secretPart(value: string): string {
  const match = CREDENTIALS.exec(value);
  return match === null ? value : (match[1] ?? '');
}

function weakKeys({ texts }: Reading): Fault[] {
  const entries = texts.get('ENCRYPTION_KEYS')?.split(',') ?? [];
  return entries.flatMap((entry, index) => {
    const key = Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64');
    const isText = /^[\x20-\x7e]+$/.test(key.toString('latin1'));
    const isWeak = isText || new Set(key).size < LEAST_DISTINCT_BYTES;
    return isWeak ? [{ name: 'ENCRYPTION_KEYS', problem: `entry ${index + 1} is not random bytes` }] : [];
  });
}
