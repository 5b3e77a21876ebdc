import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Months } from './months.js';

describe('customers who came at the end of a month', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterAll(() => months.shop.close());

  async function arrive(day: string): Promise<Team> {
    await months.passTo(new Date(day));
    const team = await months.team();
    await months.buy(team, 'pro');
    return team;
  }

  it('have their periods end on the last days of shorter months, of leap years too, also when nobody closed them in time', async () => {
    const teams = [
      await arrive('2028-01-29T10:00:00Z'),
      await arrive('2028-01-30T10:00:00Z'),
      await arrive('2028-01-31T10:00:00Z'),
    ];
    teams.push(await arrive('2028-02-29T10:00:00Z'));
    await months.reach(new Date('2028-05-01T12:00:00Z'));
    const ends = teams.map((team) => months.invoices(team).map(({ end }) => end.slice(0, 10)));
    expect(ends).toEqual([
      ['2028-02-29', '2028-03-29', '2028-04-29'],
      ['2028-02-29', '2028-03-30', '2028-04-30'],
      ['2028-02-29', '2028-03-31', '2028-04-30'],
      ['2028-03-29', '2028-04-29'],
    ]);
    const totals = teams.map((team) => new Set(months.invoices(team).map(({ total }) => total)));
    expect(totals).toEqual(teams.map(() => new Set(['20.00'])));
    expect(months.shop.server.vercel.violations).toEqual([]);
  });
});
