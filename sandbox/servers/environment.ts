import type { VercelSimulator } from '#libs/vercel-simulator';
import type { Secrets } from './secrets.js';

/** What of the caller's environment reaches the app; everything else is the sandbox's own, whatever is set. */
const PASSED_ON = [
  'PATH',
  'TZ',
  'CATALOG_FILE',
  'LOG_LEVEL',
  'DATABASE_POOL_SIZE',
  'RETENTION_DAYS',
  'HTTP_DRIVER_URL',
  'HTTP_DRIVER_SECRET',
];

/** The servers that an app in the sandbox works with. */
export interface Surroundings {
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  readonly vercel: VercelSimulator;
  readonly port: number;
}

/** The configuration of an app in the sandbox. */
export function appEnvironment(caller: NodeJS.ProcessEnv, around: Surroundings): NodeJS.ProcessEnv {
  const { secrets, databaseUrl, vercel, port } = around;
  return {
    ...Object.fromEntries(PASSED_ON.map((name) => [name, caller[name]])),
    NODE_ENV: 'development',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    SHUTDOWN_DELAY_SECONDS: '0',
    DATABASE_URL: databaseUrl,
    INTEGRATION_CLIENT_ID: secrets.clientId,
    INTEGRATION_CLIENT_SECRET: secrets.clientSecret,
    INTEGRATION_SLUG: secrets.slug,
    VERCEL_API_URL: vercel.url,
    VERCEL_DASHBOARD_URL: vercel.url,
    VERCEL_OIDC_ISSUER: vercel.issuer,
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    ADMIN_API_KEYS: `sandbox:${secrets.adminKey}`,
    USAGE_API_KEYS: `sandbox:${secrets.usageKey}`,
  };
}
