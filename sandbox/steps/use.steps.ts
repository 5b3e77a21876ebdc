import { textOf } from './answers.js';
import { addressOf, refusal, sql } from './sql.js';
import type { Step } from './stage.js';

const TABLE = `
  CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY, item text);
  INSERT INTO orders (item) VALUES ('apple'), ('pear')`;
const COUNT = 'SELECT count(*)::int AS orders FROM orders';

const connect: Step = {
  name: 'Connect with the returned POSTGRES_URL',
  async run(stage, checks) {
    const url = addressOf(stage.get('bought'));
    await sql(url, TABLE);
    const rows = await sql(url, 'SELECT id, item FROM orders ORDER BY id');
    const expected = [
      { id: 1, item: 'apple' },
      { id: 2, item: 'pear' },
    ];
    checks.same('a table is created, and what is inserted is read back', rows, expected);
    const [who] = await sql(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = session_user');
    checks.same('the customer is no superuser', who, { rolsuper: false });
    const elsewhere = new URL(url);
    elsewhere.pathname = new URL(stage.get('postgres').url).pathname;
    checks.like("and cannot open the app's own database", await refusal(elsewhere.href), /^42501/);
  },
};

const consoleStep: Step = {
  name: "Run SQL in the dashboard's console",
  async run(stage, checks) {
    const team = stage.get('acme');
    const { id } = stage.get('bought');
    const read = await team.repl(id, 'SELECT item FROM orders ORDER BY id');
    checks.like('it shows the rows', textOf(read.blocks), /^item\napple\npear\n\(2 rows\)$/);
    const wrong = await team.repl(id, 'SELEKT 1');
    checks.same('a mistake is answered by 400', wrong.status, 400);
    checks.like('with what PostgreSQL says of it', textOf(wrong.blocks), /syntax error at or near "SELEKT"/);
  },
};

const readOnlyConsole: Step = {
  name: 'Try to write in the read-only console',
  async run(stage, checks) {
    const team = stage.get('acme');
    const { id } = stage.get('bought');
    const options = { readOnly: true, role: 'USER' } as const;
    const read = await team.repl(id, COUNT, options);
    checks.like('a member without rights may read', textOf(read.blocks), /^orders\n2\n/);
    const write = await team.repl(id, 'DELETE FROM orders', options);
    checks.same('a write is answered by 400', write.status, 400);
    checks.like('since PostgreSQL refuses it', textOf(write.blocks), /permission denied|read-only/);
    const forced = await team.repl(id, 'SET ROLE NONE; SET transaction_read_only = off; DELETE FROM orders', options);
    checks.same('switching read-only off does not help', forced.status, 400);
    checks.same('nothing is lost', await sql(addressOf(stage.get('bought')), COUNT), [{ orders: 2 }]);
  },
};

const strangers: Step = {
  name: 'Keep the team Globex away from it',
  async run(stage, checks) {
    const { partner, tokens } = stage.get('vercel');
    const globex = stage.get('vercel').team('Globex');
    const { id: foreign } = await globex.install();
    stage.put('globex', globex);
    const { id } = stage.get('bought');
    const acme = stage.get('acme').installation().id;
    checks.same(
      'in its own installation there is no such resource: 404',
      (await partner.getResource(foreign, id)).status,
      404,
    );
    const token = tokens.system({ installationId: foreign });
    checks.same(
      "Acme's installation is closed to it: 403",
      (await partner.getResource(acme, id, { token })).status,
      403,
    );
    const deletion = await partner.deleteResource(acme, id, {
      token: tokens.user({ installationId: foreign, role: 'ADMIN' }),
    });
    checks.same('also to its administrator who wants to delete: 403', deletion.status, 403);
    checks.same('its list is empty', await globex.listResources(), []);
  },
};

/** What a customer does with a resource, and what nobody else can. */
export const USE: readonly Step[] = [connect, consoleStep, readOnlyConsole, strangers];
