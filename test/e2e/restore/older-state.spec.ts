import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { FindDueUninstalls } from '../../../src/modules/installations/jobs/find-due-uninstalls.job.js';
import { until } from '../../support/until.js';
import { Months } from '../billing/months.js';
import { Nights } from '../reconciliation/nights.js';
import { RestorableShop } from './restorable-shop.js';

const MONTH_SECONDS = 32 * 86_400;
const TWO_HOURS_SECONDS = 7_200;

describe('a database that was put back to what it was', () => {
  let place: RestorableShop;
  let team: Team;
  let leaver: Team;
  let newcomer: Team;
  let told: { readonly before: object; readonly since: object };
  let invoiced: readonly string[];
  let restoredAt: Date;
  let stalesBefore: number;
  const ids = { kept: '', deleted: '', changed: '', credited: '', made: '', leavers: '', newcomers: '' };

  const settled = async (): Promise<void> => {
    await place.shop.settled();
    await place.vercel.settled();
    await place.shop.settled();
  };
  const pass = async (seconds: number): Promise<void> => {
    const months = new Months(place.shop);
    await months.pass(seconds);
    await months.work();
    await settled();
  };
  const night = async (): Promise<void> => {
    await new Nights(place.shop).pass();
    await settled();
  };
  const buy = async (buyer: Team, plan: string): Promise<string> =>
    (await buyer.provision({ product: 'shop', plan, name: plan })).id;
  const findings = async (of: Team): Promise<readonly (readonly [kind: string, subject: string])[]> =>
    (await new Nights(place.shop).findings(of))
      .map(({ kind, subject }) => [kind, subject] as const)
      .toSorted(([one], [other]) => one.localeCompare(other));
  const isTold = (word: { readonly timestamp: Date } | undefined): boolean =>
    word !== undefined && word.timestamp > restoredAt;
  const hours = (value: string): object => {
    const time = new Months(place.shop).clock.now().toISOString();
    const common = { specversion: '1.0', id: `hours-${value}`, source: '/meters/1', type: 'compute' };
    return { ...common, subject: ids.kept, time, data: { value } };
  };
  const tell = async (...events: readonly object[]): Promise<readonly string[]> => {
    const answer = await fetch(`${place.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: 'Bearer usage-key-of-the-tests', 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    const { results } = (await answer.json()) as { results: readonly { readonly status: string }[] };
    return results.map(({ status }) => status);
  };

  beforeAll(async () => {
    place = await RestorableShop.open();
    [team, leaver, newcomer] = [place.vercel.team('Acme'), place.vercel.team('Leaver'), place.vercel.team('Newcomer')];
    for (const each of [team, leaver]) await each.install();
    for (const name of ['kept', 'deleted', 'changed'] as const) ids[name] = await buy(team, 'pro');
    ids.credited = await buy(team, 'credits');
    ids.leavers = await buy(leaver, 'pro');
    await team.billing.buyCredits({ amount: '10.00', resourceId: ids.credited });
    const before = hours('30');
    await tell(before);
    await settled();
    await place.backUp();

    ids.made = await buy(team, 'pro');
    await team.remove(ids.deleted);
    await team.changePlan(ids.changed, 'bounded');
    await team.billing.buyCredits({ amount: '5.00', resourceId: ids.credited });
    await newcomer.install();
    ids.newcomers = await buy(newcomer, 'pro');
    await leaver.uninstall();
    await settled();
    await pass(MONTH_SECONDS);
    await pass(TWO_HOURS_SECONDS);
    const since = hours('7');
    await tell(since);
    told = { before, since };
    invoiced = team.billing.invoices().map(({ total, state }) => `${total} ${state}`);

    const { stale } = team.billing.account();
    stalesBefore = stale.interim.length + stale.balances.length;
    restoredAt = place.vercel.clock.now();
    await place.restore();
    await pass(TWO_HOURS_SECONDS);
    await night();
  }, 240_000);
  afterAll(() => place.close());

  it('invoices nothing twice, and shows operators the invoice whose number only Vercel knows', async () => {
    expect(invoiced).toEqual(['10.00 paid', '5.00 paid', '3.00 paid']);
    expect(team.billing.invoices().map(({ total, state }) => `${total} ${state}`)).toEqual(invoiced);
    const ours = await place.shop.sql('SELECT id, state FROM invoices');
    expect(ours).toEqual([{ id: expect.any(String), state: 'pending' }]);
    expect(await findings(team)).toContainEqual(['invoice-differs', ours[0]?.['id']]);
  });

  it('makes and destroys nothing, shows what only one side has, and tells Vercel what else it holds otherwise', async () => {
    expect((await findings(team)).slice(1)).toEqual([
      ['missing-at-vercel', ids.deleted],
      ['unknown-here', ids.made],
    ]);
    expect(await findings(leaver)).toEqual([['gone-at-vercel', leaver.installation().id]]);
    const { resources } = team.installation();
    expect([...resources.keys()].toSorted()).toEqual([ids.kept, ids.changed, ids.credited, ids.made].toSorted());
    expect(resources.get(ids.changed)?.billingPlan?.id).toBe('pro');
    const { instances, calls } = place.shop.driver;
    expect([instances.has(ids.made), instances.has(ids.deleted)]).toEqual([true, false]);
    expect(calls.filter(({ operation }) => operation === 'provision' || operation === 'deprovision')).toEqual([]);
  });

  it('tells no balance as of an earlier time, and grants what is asked for again once', async () => {
    await new Months(place.shop).hour();
    await until(() => isTold(team.billing.account().balances) && isTold(team.billing.account().interim));
    const { stale, balances } = team.billing.account();
    expect([...stale.interim, ...stale.balances].filter((at) => at <= restoredAt).length).toBe(stalesBefore);
    expect(place.vercel.violations).toEqual([]);
    expect(balances?.byTarget.get(ids.credited)?.currencyValueInCents).toBe(1_000);
    const [, lost] = team.billing.invoices();
    for (const _time of [1, 2]) await team.billing.grant(lost?.invoiceId ?? '');
    await settled();
    expect(team.billing.account().balances?.byTarget.get(ids.credited)?.currencyValueInCents).toBe(1_500);
  });

  it('counts what its meters tell once more, where it was lost', async () => {
    expect(await tell(told.before, told.since)).toEqual(['duplicate', 'accepted']);
  });

  it('does not know who has come since, until Vercel sends the installation again', async () => {
    const { id } = newcomer.installation();
    const of = (path: string): Promise<number> =>
      place.vercel.partner
        .raw({
          method: 'GET',
          path: `/v1/installations/${id}${path}`,
          headers: { authorization: `Bearer ${place.vercel.tokens.system({ installationId: id })}` },
        })
        .then(({ status }) => status);
    expect([await of(''), await of(`/resources/${ids.newcomers}`)]).toEqual([404, 404]);
    await newcomer.renewCredentials();
    expect(await of('')).toBe(200);
    await night();
    expect(await findings(newcomer)).toEqual([['unknown-here', ids.newcomers]]);
  });

  it('lets go of who has left since after the third night, and invoices nothing more', async () => {
    const before = leaver.billing.invoices().length;
    for (const _night of [3, 4]) await night();
    await place.shop.server.app.get(FindDueUninstalls, { strict: false }).run();
    await settled();
    const [row] = await place.shop.sql('SELECT state FROM installations WHERE id = $1', [leaver.installation().id]);
    expect(row).toEqual({ state: 'uninstalled' });
    expect([leaver.billing.invoices().length, await findings(leaver)]).toEqual([before, []]);
  });

  it('lets a customer go whose invoice has no number here, with a final invoice for what was used since', async () => {
    await team.uninstall();
    await settled();
    for (const _hour of [1, 2]) {
      await pass(3_600);
      await place.shop.server.app.get(FindDueUninstalls, { strict: false }).run();
      await settled();
    }
    const [row] = await place.shop.sql('SELECT state FROM installations WHERE id = $1', [team.installation().id]);
    const finals = team.billing.invoices().filter(({ final }) => final);
    expect([row, finals.map(({ total }) => total)]).toEqual([{ state: 'uninstalled' }, ['0.70']]);
    expect([team.billing.account().finalized, place.vercel.violations]).toEqual([true, []]);
  });
});
