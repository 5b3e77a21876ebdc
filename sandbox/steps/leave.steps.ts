import { requestOf } from './answers.js';
import { asOperator, pass } from './calls.js';
import { addressOf, refusal } from './sql.js';
import type { Stage, Step } from './stage.js';

const FREE = { product: 'postgres', plan: 'free', name: 'notes' };
const GONE = /^(3D000|28000|28P01):/;

/** What the operator's list of uninstalls says of an installation: how far it is, and what it waits for. */
async function pending(stage: Stage, id: string): Promise<string> {
  const { body } = await asOperator(stage, 'GET /admin/v1/uninstalls?limit=200');
  const { uninstalls } = body as {
    uninstalls: { installationId: string; stage: string; waitsFor?: string }[];
  };
  const found = uninstalls.find(({ installationId }) => installationId === id);
  return found === undefined ? 'nothing pending' : `${found.stage}: ${found.waitsFor ?? 'nothing'}`;
}

const owing: Step = {
  name: 'Uninstall for Acme, which was on a paid plan for a moment',
  async run(stage, checks) {
    const team = stage.get('acme');
    const url = addressOf(await team.provision({ ...FREE, plan: 'pro', name: 'books' }));
    checks.same('a database of its own takes connections', await refusal(url), 'connected');
    const { id, state } = await team.uninstall({ reason: 'The play is nearly over' });
    checks.same('Vercel is asked to wait for the final invoice (finalized: false)', state, 'pending-deletion');
    const answer = await stage.get('vercel').partner.provisionResource(id, requestOf(FREE));
    checks.same('nothing can be bought any more: 409', answer.status, 409);
    await checks.soonLike('PostgreSQL refuses the address', () => refusal(url), GONE);
    checks.same('Vercel holds no resource of it any more', team.installation().resources.size, 0);
    const waiting = /^settling: usage from before the request$/;
    await checks.soonLike('the operator sees what it waits for', () => pending(stage, id), waiting);
    await pass(stage, 'PT1M');
    await checks.soonLike('then nothing of it is pending any more', () => pending(stage, id), /^nothing pending$/);
    const { invoices, finalized } = team.billing.account();
    checks.same('a few cents are written off: no invoice', [invoices.size, finalized], [0, true]);
  },
};

const owingNothing: Step = {
  name: 'Uninstall for Globex, which only ever was on free',
  async run(stage, checks) {
    const { partner } = stage.get('vercel');
    const team = stage.get('globex');
    const url = addressOf(await team.provision(FREE));
    checks.same('a free database of its own took connections', await refusal(url), 'connected');
    const { id, state } = await team.uninstall();
    checks.same('Vercel is told that no invoice will come (finalized: true)', state, 'removed');
    await checks.soonLike('PostgreSQL refuses the address', () => refusal(url), GONE);
    await checks.soonLike('nothing of it is pending any more', () => pending(stage, id), /^nothing pending$/);
    const status = async (): Promise<string> => String((await partner.getInstallation(id)).status);
    await checks.soonLike('to read the installation is answered by 404', status, /^404$/);
    checks.same('to uninstall it again by 204', (await partner.deleteInstallation(id)).status, 204);
  },
};

const reinstall: Step = {
  name: 'Install for Acme once more',
  async run(stage, checks) {
    const team = stage.get('acme');
    const old = team.installation().id;
    const { id } = await team.install();
    checks.that('Vercel gave it another id', id, `not ${old}`, (fresh) => fresh !== old);
    checks.same('it has no resources', await team.listResources(), []);
    const answer = await stage.get('vercel').partner.getResource(id, stage.get('bought').id);
    checks.same('the one from before is unknown to it: 404', answer.status, 404);
  },
};

const contract: Step = {
  name: 'Hold every answer against the contract',
  async run(stage, checks) {
    const vercel = stage.get('vercel');
    await vercel.settled();
    checks.same('Vercel found nothing wrong with any answer or request', vercel.violations, []);
  },
};

/** How customers leave, and come back. */
export const LEAVE: readonly Step[] = [owing, owingNothing, reinstall, contract];
