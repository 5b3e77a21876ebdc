import { describeFailure } from '../../describe-failure.js';
import { type Check, failed, ok, type Verdict, warning } from './check.js';
import { rowsOf, type Scene } from './scene.js';

const OLDEST = 15;

const RIGHTS = `SELECT r.rolsuper AS super, r.rolcreaterole AS "createRole",
    pg_has_role(d.datdba, 'USAGE') AS "ownsDatabase", has_schema_privilege('public', 'CREATE') AS "makesTables"
  FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()`;

const OPEN = `SELECT datname AS name FROM pg_database d
  WHERE datallowconn AND datname <> current_database() AND EXISTS (
    SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE a.grantee = 0 AND a.privilege_type = 'CONNECT')
  ORDER BY 1`;

interface Rights {
  readonly super: boolean;
  readonly createRole: boolean;
  readonly ownsDatabase: boolean;
  readonly makesTables: boolean;
}

/** Whether the database answers, and is new enough. */
export const databaseCheck: Check = { name: 'database', look: lookAtServer };

/** Whether the app's role can do no more than it needs. */
export const roleCheck: Check = { name: 'database role', needs: databaseCheck.name, look: lookAtRole };

/** Whether a customer's role would find other databases open. */
export const doorsCheck: Check = { name: 'other databases', needs: databaseCheck.name, look: lookAtDoors };

async function lookAtServer({ databaseUrl }: Scene): Promise<Verdict> {
  try {
    const [row] = await rowsOf<{ number: number; words: string }>(
      databaseUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS number, current_setting('server_version') AS words`,
    );
    const seen = `PostgreSQL ${row?.words}`;
    return (row?.number ?? 0) >= OLDEST ? ok(seen) : failed(seen, `PostgreSQL ${OLDEST} or newer is needed.`);
  } catch (error) {
    return failed(
      `cannot be used: ${describeFailure(error)}`,
      'Check DATABASE_URL (host, port, role, password, database) and whether the server runs.',
    );
  }
}

async function lookAtRole({ databaseUrl, settings }: Scene): Promise<Verdict> {
  const [rights] = await rowsOf<Rights>(databaseUrl, RIGHTS);
  const beyond = beyondNeed(rights);
  if (beyond.length === 0) return ok('reads and writes rows, and changes no table');
  if (settings.database.url === null) return ok('the embedded server has one role');
  return warning(
    `can do more than it needs: ${beyond.join(', ')}`,
    'Give DATABASE_URL a role of its own that owns nothing, and the owner in MIGRATION_DATABASE_URL; npm run migrate grants the rest.',
  );
}

function beyondNeed(rights: Rights | undefined): readonly string[] {
  if (rights?.super) return ['is a superuser'];
  return [
    ...(rights?.ownsDatabase ? ['owns the database'] : []),
    ...(rights?.makesTables ? ['makes tables'] : []),
    ...(rights?.createRole ? ['makes roles'] : []),
  ];
}

async function lookAtDoors({ databaseUrl }: Scene): Promise<Verdict> {
  const open = await rowsOf<{ name: string }>(databaseUrl, OPEN);
  if (open.length === 0) return ok('none is open to every role');
  const names = open.slice(0, 5).map(({ name }) => name);
  const more = open.length > names.length ? ` and ${open.length - names.length} more` : '';
  return warning(
    `open to every role: ${names.join(', ')}${more}`,
    'Where customers get databases on this server: REVOKE ALL ON DATABASE … FROM PUBLIC, as the owner of each.',
  );
}
