/** The address of the run's server, under a role that may do everything. */
export function serverUrl(): string {
  const { TEST_POSTGRES_URL: url } = process.env;
  if (url === undefined) throw new Error('no test server: test/support/postgres/global-setup.js did not run');
  return url;
}
