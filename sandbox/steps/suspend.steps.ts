import { refusedAnswer } from './answers.js';
import { asOperator } from './calls.js';
import { addressOf, inSession, refusal, refusalOf, sql } from './sql.js';
import type { Stage, Step } from './stage.js';

const COUNT = 'SELECT count(*)::int AS orders FROM orders';
const LOCKED_OUT = /^(28000|55000):/;

/** Which of these depends on whether the client has read the farewell already. */
const ENDED = /^(57P01|ECONNRESET|EPIPE):|terminated|not queryable/;

/** What the operator does to what Acme bought; the status of the answer. */
async function operate(stage: Stage, action: 'suspend' | 'resume', reason: string): Promise<number> {
  const { status } = await asOperator(stage, `POST /admin/v1/resources/${stage.get('bought').id}/${action}`, {
    reason,
  });
  return status;
}

/** What Vercel's own record says. */
async function statusAtVercel(stage: Stage): Promise<string> {
  return stage.get('acme').installation().resources.get(stage.get('bought').id)?.status ?? 'unknown';
}

const suspend: Step = {
  name: 'Suspend it, as an operator',
  async run(stage, checks) {
    const address = addressOf(stage.get('bought'));
    const { partner } = stage.get('vercel');
    await inSession(address, async (session) => {
      checks.same('the operator is answered by 200', await operate(stage, 'suspend', 'The invoice is overdue.'), 200);
      await checks.soonLike('Vercel comes to hold it as suspended', () => statusAtVercel(stage), /^suspended$/);
      checks.like('a session that was open is ended', await refusalOf(() => session.query(COUNT)), ENDED);
    });
    checks.like('PostgreSQL refuses a new one', await refusal(address), LOCKED_OUT);
    const { id } = stage.get('bought');
    const typed = await partner.repl(stage.get('acme').installation().id, id, { input: COUNT });
    checks.same('the console is closed: 409', typed.status, 409);
    checks.same('and says why', refusedAnswer(typed).user?.message, 'The resource is suspended.');
  },
};

const resume: Step = {
  name: 'Resume it',
  async run(stage, checks) {
    checks.same('the operator is answered by 200', await operate(stage, 'resume', 'The invoice was paid.'), 200);
    await checks.soonLike('Vercel comes to hold it as ready', () => statusAtVercel(stage), /^ready$/);
    const rows = await sql(addressOf(stage.get('bought')), COUNT);
    checks.same('the address leads to the data again', rows, [{ orders: 2 }]);
  },
};

/** How a customer who does not pay is kept out for a while, and loses nothing. */
export const SUSPEND: readonly Step[] = [suspend, resume];
