import { addressOf, refusal, sql } from './sql.js';
import type { Step } from './stage.js';

const COUNT = 'SELECT count(*)::int AS orders FROM orders';
const LOCKED_OUT = /^(28000|28P01):/;

const withDelay: Step = {
  name: 'Rotate its secrets, the old ones to work for an hour',
  async run(stage, checks) {
    const bought = stage.get('bought');
    const old = addressOf(bought);
    const rotated = await stage.get('acme').rotate(bought.id, { reason: 'a laptop was lost', delayHours: 1 });
    checks.same('all secrets are answered', rotated.secrets.length, bought.secrets.length);
    const renewed = addressOf(rotated);
    checks.that('the address is another one', renewed, 'not the old one', (address) => address !== old);
    checks.same('it leads to the data', await sql(renewed, COUNT), [{ orders: 2 }]);
    checks.same('so does the old one', await sql(old, COUNT), [{ orders: 2 }]);
    stage.put('addressBefore', old);
    stage.put('bought', { ...rotated });
  },
};

const atOnce: Step = {
  name: 'Rotate them again, the old ones to end at once',
  async run(stage, checks) {
    const bought = stage.get('bought');
    const old = addressOf(bought);
    const rotated = await stage.get('acme').rotate(bought.id, { as: 'system', delayHours: 0 });
    stage.put('bought', rotated);
    await checks.soonLike('PostgreSQL refuses the old address', () => refusal(old), LOCKED_OUT);
    checks.same('the new one leads to the data', await sql(addressOf(rotated), COUNT), [{ orders: 2 }]);
    const first = await sql(stage.get('addressBefore'), COUNT);
    checks.same('the one before them still has its hour', first, [{ orders: 2 }]);
  },
};

/** How a leaked address is replaced without an outage, and how one is shut at once. */
export const ROTATE: readonly Step[] = [withDelay, atOnce];
