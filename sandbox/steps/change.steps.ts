import { refusedAnswer, requestOf } from './answers.js';
import { addressOf, customerDatabases, refusal, sql } from './sql.js';
import type { Step } from './stage.js';

const GONE = /^(3D000|28000|28P01):/;

const rename: Step = {
  name: 'Rename it',
  async run(stage, checks) {
    const team = stage.get('acme');
    const { id } = stage.get('bought');
    await team.rename(id, 'orders-eu');
    checks.same('the new name is read back', (await team.refresh(id)).name, 'orders-eu');
    const rows = await sql(addressOf(stage.get('bought')), 'SELECT count(*)::int AS orders FROM orders');
    checks.same('the address still leads to the data', rows, [{ orders: 2 }]);
  },
};

const changePlan: Step = {
  name: 'Change its plan to free',
  async run(stage, checks) {
    const team = stage.get('acme');
    const { id } = stage.get('bought');
    const offered = (await team.resourcePlans(id)).find((plan) => plan.id === 'free');
    checks.same('free is offered to it', offered?.name, 'Free');
    await team.changePlan(id, 'free');
    checks.same('the whole new plan is read back', (await team.refresh(id)).billingPlan, offered);
  },
};

const limit: Step = {
  name: 'Refuse a second one on the plan free',
  async run(stage, checks) {
    const { id } = stage.get('acme').installation();
    const request = requestOf({ product: 'postgres', plan: 'free', name: 'second' });
    const answer = await stage.get('vercel').partner.provisionResource(id, request);
    checks.same('it is answered by 409', answer.status, 409);
    const { message } = refusedAnswer(answer).user ?? {};
    checks.like(`the customer reads: "${message}"`, message, /limit of the plan Free/);
    checks.same('no database was created', (await customerDatabases(stage.get('postgres').url)).length, 1);
  },
};

const remove: Step = {
  name: 'Delete it',
  async run(stage, checks) {
    const team = stage.get('acme');
    const { partner } = stage.get('vercel');
    const { id } = stage.get('bought');
    await team.remove(id);
    const installation = team.installation().id;
    checks.same('to read it is answered by 404', (await partner.getResource(installation, id)).status, 404);
    checks.same('to delete it again by 204', (await partner.deleteResource(installation, id)).status, 204);
    const url = addressOf(stage.get('bought'));
    await checks.soonLike('PostgreSQL refuses its address', () => refusal(url), GONE);
    const left = async (): Promise<string> => String((await customerDatabases(stage.get('postgres').url)).length);
    await checks.soonLike('its database is gone', left, /^0$/);
  },
};

/** What becomes of a resource, to its end. */
export const CHANGE: readonly Step[] = [rename, changePlan, limit, remove];
