import pg from 'pg';

const ROLE = 'archivist';

/** A database that a customer had before, marked for the installation as a provider does it; gives its owner's own address. */
export async function ownArchive(adminUrl: string, installationId: string, database = 'archive'): Promise<string> {
  const statements = [
    `CREATE ROLE ${ROLE} LOGIN PASSWORD 'own'`,
    `CREATE DATABASE ${database} OWNER ${ROLE}`,
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    `COMMENT ON ROLE ${ROLE} IS 'stallholder: installation ${installationId}'`,
  ];
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
  const own = new URL(adminUrl);
  Object.assign(own, { username: ROLE, password: 'own', pathname: `/${database}` });
  return own.href;
}
