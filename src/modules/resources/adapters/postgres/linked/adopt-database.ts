import pg from 'pg';
import type { AdminServer } from '../admin-server.js';
import { actAsOwner, createRoles, letReaderRead, loginSettings, type LoginSettings } from '../create-instance.js';
import { standingRoles, type InstanceNames } from '../instance-names.js';
import type { InstanceState } from '../instance-state.js';

const quote = pg.escapeIdentifier;

/** What the customer's own role has already, so that the read-only console can show it; what it makes later comes by default privileges. */
const PRESENT = `
  SELECT string_agg(statement, ';') AS statements FROM (
    SELECT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, $1::text) AS statement FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_has_role($2, nspowner, 'USAGE')
    UNION ALL
    SELECT format('GRANT SELECT ON %I.%I TO %I', n.nspname, c.relname, $1::text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname !~ '^pg_' AND pg_has_role($2, c.relowner, 'USAGE')
  ) AS each`;

/** Makes our roles for a database that is there; each step may be found done. No login opens yet. */
export async function adoptDatabase(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
  settings: LoginSettings,
): Promise<void> {
  const { owner, reader, writer, database, actsAs } = names;
  const roles = [...standingRoles(names), settings.login];
  await sql.query(
    [
      createRoles(names, state, roles),
      `GRANT ${quote(actsAs)} TO ${quote(owner)}`,
      `GRANT CONNECT ON DATABASE ${quote(database)} TO ${quote(reader)}`,
      actAsOwner(names, settings.login),
      loginSettings(settings),
    ].join(';'),
  );
  await admin.inside(database, async (inside) => {
    await inside.query(letReaderRead(names, [actsAs, settings.login, writer]));
    const { rows } = await inside.query<{ statements: string | null }>(PRESENT, [reader, actsAs]);
    await inside.query(rows[0]?.statements ?? '');
  });
}

/** Adds a credential; each step may be found done. It opens only at the end, and not while suspended. */
export async function addLinkedLogin(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
  settings: LoginSettings,
): Promise<void> {
  const { login } = settings;
  await sql.query([createRoles(names, state, [login]), actAsOwner(names, login), loginSettings(settings)].join(';'));
  await admin.inside(names.database, (inside) => inside.query(letReaderRead(names, [login])));
  if (state.condition === 'ready') await sql.query(`ALTER ROLE ${quote(login)} LOGIN`);
}
