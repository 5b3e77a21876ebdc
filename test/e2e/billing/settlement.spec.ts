import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault, Team } from '#libs/vercel-simulator';
import { FindDueUninstalls } from '../../../src/modules/installations/jobs/find-due-uninstalls.job.js';
import { InvoiceDesk } from '../../../src/modules/billing/invoices/invoice-desk.service.js';
import { FindDueInvoices } from '../../../src/modules/billing/invoices/jobs/find-due-invoices.job.js';
import { Tenant } from '../../support/shop/index.js';
import { Months } from './months.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the money of a customer who leaves', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open({}, 'running');
  });
  afterAll(() => months.shop.close());

  const idOf = (team: Team): string => team.installation().id;

  /** Lets so many seconds go by, and everything be done that is due then. */
  async function pass(seconds: number): Promise<void> {
    await months.pass(seconds);
    await months.shop.server.app.get(FindDueInvoices, { strict: false }).run();
    await months.shop.server.app.get(FindDueUninstalls, { strict: false }).run();
    await months.shop.settled();
  }

  async function stateOf(team: Team): Promise<Record<string, unknown>> {
    const [row] = await months.shop.sql(
      `SELECT i.state, u.stage, u.waits_for, i.access_token IS NULL AS "tokenGone" FROM installations i
       JOIN uninstalls u ON u.installation_id = i.id WHERE i.id = $1`,
      [idOf(team)],
    );
    return row ?? {};
  }

  /** What Vercel was told and asked since the request, in order. */
  function calls(team: Team, after = 0): readonly string[] {
    const { id } = team.installation();
    const own = months.shop.server.vercel.record.calls.filter(({ path }) => path.includes(id)).slice(after);
    return own.map(({ method, path, status }) => `${method} ${path.slice(path.indexOf(id) + id.length)} ${status}`);
  }

  /** Vercel hears in the very answer that nothing follows. */
  async function leaveAtOnce(team: Team): Promise<void> {
    const answer = await new Tenant(months.shop.server, idOf(team)).expect(200, { method: 'DELETE', body: {} });
    expect(JSON.parse(answer.text)).toEqual({ finalized: true });
  }

  const fault = (team: Team, end: string, how: Omit<Fault, 'on' | 'path'>): unknown =>
    months.shop.server.vercel.faults.add({ on: 'vercel-api', path: new RegExp(`${idOf(team)}${end}$`), ...how });

  async function noted(team: Team, action: string): Promise<readonly unknown[]> {
    const entries = await months.shop.sql<{ details: unknown }>(
      'SELECT details FROM audit_entries WHERE subject = $1 AND action = $2',
      [idOf(team), action],
    );
    return entries.map(({ details }) => details);
  }

  const OVER = { state: 'uninstalled', stage: 'finalized', tokenGone: true };

  async function customer(plan: string): Promise<{ readonly team: Team; readonly id: string }> {
    const team = await months.team();
    const id = await months.buy(team, plan);
    await months.pass(2 * DAY);
    return { team, id };
  }

  it('is invoiced to the last moment, after usage of before has had its time, and then nothing more is said', async () => {
    const { team, id } = await customer('pro');
    const before = months.clock.now();
    const said = calls(team).length;
    await team.uninstall();
    expect(team.installation().state).toBe('pending-deletion');
    await months.shop.settled();
    expect(await stateOf(team)).toMatchObject({ stage: 'settling', waits_for: 'usage from before the request' });
    await months.use(id, '10', before);
    await pass(31);
    await pass(MINUTE);
    const [bill, ...more] = team.billing.invoices();
    expect(more).toEqual([]);
    expect(bill).toMatchObject({ final: true, state: 'pending' });
    expect(bill?.items.map(({ name }) => name)).toEqual(['Pro', 'Compute']);
    expect(bill?.items[1]).toMatchObject({ total: '1.00' });
    const made = calls(team, said);
    const told = made.filter((call) => !call.startsWith('GET /billing/invoices/'));
    expect(told.slice(-3)).toEqual(['POST /billing 201', 'POST /billing/invoices 200', 'POST /billing/finalize 204']);
    expect(made.at(-2)).toMatch(/^GET .* 200$/);
    expect(made.at(-1)).toBe('POST /billing/finalize 204');
    expect(await stateOf(team)).toMatchObject(OVER);
    const after = calls(team).length;
    await pass(2 * DAY);
    expect(calls(team)).toHaveLength(after);
    expect(months.shop.server.vercel.violations).toEqual([]);
  });

  it('is not waited for where nothing is metered', async () => {
    const { team } = await customer('flat');
    await team.uninstall();
    await months.shop.settled();
    await pass(MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(team.billing.invoices()).toMatchObject([{ final: true }]);
    expect(months.account(team).finalized).toBe(true);
  });

  it('of less than half a dollar is written off, and counts as nothing owed', async () => {
    const team = await months.team();
    await months.buy(team, 'flat');
    await months.pass(12 * HOUR);
    await leaveAtOnce(team);
    await months.shop.settled();
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(calls(team).filter((call) => call.includes('finalize') || call.includes('invoices'))).toEqual([]);
    const [period] = await months.periods(team);
    expect(period).toMatchObject({ outcome: 'written-off' });
    expect(period?.['cents']).toBeGreaterThan(0);
    expect(period?.['cents']).toBeLessThan(50);
  });

  it('is waited for where so little is not certain: usage may still come', async () => {
    const team = await months.team();
    await months.buy(team, 'pro');
    await team.uninstall();
    await months.shop.settled();
    expect(await stateOf(team)).toMatchObject({ stage: 'settling' });
    await pass(31);
    await pass(MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(team.billing.invoices()).toEqual([]);
    expect(months.account(team).finalized).toBe(true);
  });

  it.each([
    ['interim data', '/billing', { kind: 'status', status: 503, times: 1 }],
    ['the invoice', '/billing/invoices', { kind: 'cut-after', times: 1 }],
    ['the end', '/billing/finalize', { kind: 'status', status: 503, times: 1 }],
    ['the end, which it hears all the same', '/billing/finalize', { kind: 'cut-after', times: 1 }],
  ] as const)('is settled although Vercel fails at %s', async (_name, end, how) => {
    const { team } = await customer('flat');
    fault(team, end, how);
    await team.uninstall();
    await months.shop.settled();
    await pass(2 * MINUTE);
    await pass(2 * MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(team.billing.invoices()).toMatchObject([{ final: true }]);
    expect(months.account(team).finalized).toBe(true);
  });

  it.each([403, 404])('is settled when Vercel, which has heard the end already, answers it with %d', async (status) => {
    const { team } = await customer('flat');
    fault(team, '/billing/finalize', { kind: 'cut-after', times: 1 });
    fault(team, '/billing/finalize', { kind: 'status', status });
    await team.uninstall();
    await months.shop.settled();
    await pass(2 * MINUTE);
    await pass(2 * MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(calls(team).filter((call) => call.startsWith('POST /billing/finalize'))).toHaveLength(2);
    expect(await noted(team, 'billing.finalized')).toMatchObject([{ unsent: 0, answer: expect.any(String) }]);
  });

  it('is kept open for an operator where Vercel refuses the invoice', async () => {
    const { team } = await customer('flat');
    fault(team, '/billing/invoices', { kind: 'status', status: 400, times: 1 });
    await team.uninstall();
    await months.shop.settled();
    await pass(2 * MINUTE);
    expect(await stateOf(team)).toMatchObject({ stage: 'settling', tokenGone: false });
    const [parked] = await months.shop.sql(`SELECT id FROM invoices WHERE installation_id = $1 AND state = 'parked'`, [
      idOf(team),
    ]);
    await months.shop.server.app
      .get(InvoiceDesk, { strict: false })
      .send(String(parked?.['id']), 'invoice.retried', 'mended');
    await pass(2 * MINUTE);
    await pass(2 * MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(team.billing.invoices()).toMatchObject([{ final: true }]);
  });

  it('of the period before is invoiced first, since Vercel takes nothing after the final invoice', async () => {
    const { team, id } = await customer('pro');
    await months.passTo(await months.periodEnd(team));
    await months.use(id, '10');
    await team.uninstall();
    await pass(31);
    await pass(MINUTE);
    expect(team.billing.invoices().map(({ final, state }) => [final, state])).toEqual([
      [false, 'pending'],
      [true, 'pending'],
    ]);
    expect(await stateOf(team)).toMatchObject(OVER);
  });

  it('is on record as lost when Vercel could not be reached in time, and the customer goes', async () => {
    const { team } = await customer('flat');
    fault(team, '.*', { kind: 'status', status: 503 });
    await team.uninstall();
    await months.shop.settled();
    await pass(DAY + MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(await noted(team, 'billing.settled-too-late')).toEqual([{ unsent: 1 }]);
  });

  it('is on record as lost when nobody can tell what it comes to, and the customer goes', async () => {
    const { team, id } = await customer('used');
    await months.use(id, '10');
    fault(team, '.*', { kind: 'status', status: 503 });
    await team.uninstall();
    await months.shop.settled();
    await months.shop.sql(`UPDATE usage_days SET sum = 'NaN' WHERE subject = $1`, [id]);
    await pass(DAY + MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    const problem = 'what is owed could not be told';
    expect(await noted(team, 'billing.settled-too-late')).toEqual([{ unsent: 0, problem }]);
  });

  it('of before, which Vercel refused to the end, is on record when the rest is settled', async () => {
    const { team, id } = await customer('used');
    await months.use(id, '10');
    const refusal = months.shop.server.vercel.faults.add({
      on: 'vercel-api',
      method: 'POST',
      path: new RegExp(`${idOf(team)}/billing/invoices$`),
      kind: 'status',
      status: 400,
    });
    // The refusal ends the job that meets it, which may be the one here or a worker's.
    await Promise.allSettled([months.close(team)]);
    await months.shop.settled();
    expect(
      await months.shop.sql(`SELECT 1 FROM invoices WHERE installation_id = $1 AND state = 'parked'`, [idOf(team)]),
    ).toHaveLength(1);
    refusal.remove();
    await months.use(id, '20');
    await months.pass(DAY);
    await team.uninstall();
    await months.shop.settled();
    await pass(MINUTE);
    await pass(2 * MINUTE);
    expect(await stateOf(team)).toMatchObject(OVER);
    expect(await noted(team, 'billing.finalized')).toEqual([{ unsent: 1 }]);
  });
});
