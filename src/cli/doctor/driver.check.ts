import { loadCatalog } from '../../modules/catalog/index.js';
import { describeFailure } from '../../describe-failure.js';
import { type Check, failed, notChecked, ok, type Verdict, warning } from './check.js';
import { ask } from './reach.js';
import { rowsOf, type Scene } from './scene.js';

const RIGHTS = `SELECT rolsuper AS super, rolcreatedb AS "createDatabase", rolcreaterole AS "createRole"
  FROM pg_roles WHERE rolname = current_user`;

interface Rights {
  readonly super: boolean;
  readonly createDatabase: boolean;
  readonly createRole: boolean;
}

/** Whether customers' databases can be made where they are to be made. */
export const postgresDriverCheck: Check = { name: 'postgres driver', needs: 'catalog', look: lookAtServer };

/** Whether the provider's own service is there. The contract has no call without an effect, so none is signed. */
export const httpDriverCheck: Check = { name: 'http driver', needs: 'catalog', look: lookAtService };

async function lookAtServer({ settings, databaseUrl }: Scene): Promise<Verdict> {
  if (!isSold(settings, 'postgres')) return notChecked('no product uses it');
  try {
    const [rights] = await rowsOf<Rights>(settings.postgresDriverUrl?.reveal() ?? databaseUrl, RIGHTS);
    if (rights?.super || (rights?.createDatabase && rights.createRole)) return ok('may make databases and roles');
    const lacks = [...(rights?.createDatabase ? [] : ['CREATEDB']), ...(rights?.createRole ? [] : ['CREATEROLE'])];
    return failed(`its role lacks ${lacks.join(' and ')}`, `ALTER ROLE … ${lacks.join(' ')};`);
  } catch (error) {
    const mend = 'Check POSTGRES_DRIVER_URL (host, port, role, password, database) and whether the server runs.';
    return failed(`cannot be used: ${describeFailure(error)}`, mend);
  }
}

async function lookAtService({ settings }: Scene): Promise<Verdict> {
  if (!isSold(settings, 'http') || settings.httpDriver === null) return notChecked('no product uses it');
  const { status } = await ask(settings.httpDriver.url);
  const seen = `${settings.httpDriver.url} answers (${status})`;
  return status < 500 ? ok(seen) : warning(seen, "Look at the service's own log.");
}

function isSold({ catalogFile }: Scene['settings'], driver: string): boolean {
  return loadCatalog(catalogFile).products.some((product) => product.driver === driver);
}
