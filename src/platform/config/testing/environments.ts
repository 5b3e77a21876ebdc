/** Key material that looks random, as production wants it: `seed` makes different ones. */
export function encryptionKey(seed: number): string {
  const bytes = Array.from({ length: 32 }, (_, index) => (index * 37 + seed * 101 + 128) % 256);
  return Buffer.from(bytes).toString('base64');
}

/** Everything that is required, and nothing else. */
export const DEVELOPMENT: NodeJS.ProcessEnv = {
  PUBLIC_URL: 'http://localhost:3000',
  INTEGRATION_CLIENT_ID: 'oac_1',
  INTEGRATION_CLIENT_SECRET: 'newest-secret,older-secret',
  INTEGRATION_SLUG: 'acme',
  ENCRYPTION_KEYS: `k1:${encryptionKey(1)}`,
};

/** A production start without a fault. */
export const PRODUCTION: NodeJS.ProcessEnv = {
  ...DEVELOPMENT,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://marketplace.acme.dev/vercel',
  DATABASE_URL: 'postgres://app:pw-app@db.internal:5432/stallholder',
  POSTGRES_DRIVER_URL: 'postgres://provisioner:pw-driver@db.internal:5432/postgres',
};
