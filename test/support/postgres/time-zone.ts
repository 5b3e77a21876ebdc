import type { Client } from 'pg';

/** Puts the sessions of a database into the time zone that the run asks for: nothing may depend on which it is. */
export async function setTimeZone(client: Client, database: string): Promise<void> {
  const { TEST_DATABASE_TIME_ZONE: zone } = process.env;
  if (zone === undefined) return;
  await client.query(
    `ALTER DATABASE ${client.escapeIdentifier(database)} SET timezone TO ${client.escapeLiteral(zone)}`,
  );
}
