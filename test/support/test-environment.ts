import type { VercelSimulator } from '#libs/vercel-simulator';

/** The configuration of a server under test. */
export function testEnvironment(databaseUrl: string, vercel: VercelSimulator): Record<string, string> {
  return {
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://127.0.0.1',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    METRICS_PORT: '0',
    INTEGRATION_CLIENT_ID: vercel.integration.clientId,
    INTEGRATION_CLIENT_SECRET: vercel.integration.clientSecret,
    INTEGRATION_SLUG: vercel.integration.slug,
    VERCEL_API_URL: vercel.url,
    VERCEL_DASHBOARD_URL: vercel.url,
    VERCEL_OIDC_ISSUER: vercel.issuer,
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ADMIN_API_KEYS: 'tests:admin-key-of-the-tests',
  };
}
