import { randomUUID } from 'node:crypto';
import { refusedAnswer, requestOf } from './answers.js';
import { customerDatabases, sql } from './sql.js';
import type { Step } from './stage.js';

const PURCHASE = { product: 'postgres', plan: 'pro', name: 'orders', metadata: { region: 'fra1' } };

const plans: Step = {
  name: 'Look at the plans before installing',
  async run(stage, checks) {
    const offered = await stage.get('vercel').team('Acme').plans('postgres');
    const ids = offered.map(({ id }) => id);
    checks.same('free, pro, credits and legacy are shown', ids, ['free', 'pro', 'credits', 'legacy']);
    const byId = new Map(offered.map((plan) => [plan.id, plan]));
    checks.same('free asks for no payment method', byId.get('free')?.paymentMethodRequired, false);
    checks.same('pro shows its price', byId.get('pro')?.cost, '$20.00/month');
    checks.same('legacy cannot be chosen any more', byId.get('legacy')?.disabled, true);
  },
};

const install: Step = {
  name: 'Install for the team Acme',
  async run(stage, checks) {
    const team = stage.get('vercel').team('Acme');
    const { id, accountId, accessTokens } = await team.install();
    stage.put('acme', team);
    checks.same('Vercel holds it as installed', team.installation().state, 'installed');
    const rows = await sql(
      stage.get('postgres').url,
      `SELECT account_id, state, encode(access_token, 'escape') AS token FROM installations WHERE id = '${id}'`,
    );
    const { token, ...installation } = rows[0] ?? {};
    checks.same("it is kept under the team's account", installation, { account_id: accountId, state: 'active' });
    const [plain = ''] = accessTokens;
    checks.that(
      'its access token is kept sealed',
      String(token),
      'not the token itself',
      (kept) => !kept.includes(plain),
    );
  },
};

const badRegion: Step = {
  name: 'Refuse a region that is not offered',
  async run(stage, checks) {
    const { id } = stage.get('acme').installation();
    const request = requestOf({ ...PURCHASE, metadata: { region: 'xyz9' } });
    const answer = await stage.get('vercel').partner.provisionResource(id, request);
    checks.same('it is answered by 400', answer.status, 400);
    checks.same(
      'the form is told which field it is',
      refusedAnswer(answer).fields?.map(({ key }) => key),
      ['region'],
    );
    checks.same('no database was created', await customerDatabases(stage.get('postgres').url), []);
  },
};

const buy: Step = {
  name: 'Buy a Postgres on the plan pro',
  async run(stage, checks) {
    const team = stage.get('acme');
    const key = randomUUID();
    const bought = await team.provision(PURCHASE, { idempotencyKey: key });
    stage.put('bought', bought);
    stage.put('boughtUnder', key);
    const pro = (await team.plans('postgres')).find(({ id }) => id === PURCHASE.plan);
    checks.same('it is ready', bought.status, 'ready');
    checks.same('it carries the whole plan', bought.billingPlan, pro);
    checks.same('it keeps name and region', [bought.name, bought.metadata], [PURCHASE.name, PURCHASE.metadata]);
    const names = bought.secrets.map(({ name }) => name);
    checks.that('POSTGRES_URL is among its secrets', names, 'POSTGRES_URL', (all) => all.includes('POSTGRES_URL'));
    const databases = await customerDatabases(stage.get('postgres').url);
    checks.same('one database was created', databases.length, 1);
  },
};

const again: Step = {
  name: 'Send the same request again, as after a time-out',
  async run(stage, checks) {
    const team = stage.get('acme');
    const bought = stage.get('bought');
    const options = { idempotencyKey: stage.get('boughtUnder') };
    const answered = await team.provision(PURCHASE, options);
    checks.same('the same resource is answered', answered.id, bought.id);
    checks.same('with the same secrets', answered.secrets, bought.secrets);
    checks.same('there is still one database', (await customerDatabases(stage.get('postgres').url)).length, 1);
    const request = requestOf({ ...PURCHASE, name: 'others' });
    const other = await stage.get('vercel').partner.provisionResource(team.installation().id, request, options);
    checks.same('another request under the same key is answered by 409', other.status, 409);
  },
};

/** From the plans to a resource of the team's own. */
export const BUY: readonly Step[] = [plans, install, badRegion, buy, again];
