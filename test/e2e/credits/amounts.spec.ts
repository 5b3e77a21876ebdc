import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { centsOf, signedAmountOf } from '#libs/money';
import { LedgerRepository, type Posting } from '../../../src/modules/billing/credits/ledger.repository.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Shop } from '../../support/shop/index.js';

const ALL_CENTS = Array.from({ length: 10_000 }, (_none, index) => index + 1);
const BILLION_DOLLARS = 100_000_000_000;

/** As Vercel writes it, and not by our own conversion. */
const textOf = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

describe('an amount', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
  });
  afterAll(() => shop.close());

  /** What becomes of amounts that are given, and of the same when they are taken. */
  async function throughTheLedger(amounts: readonly string[]): Promise<{ told: string[]; balance: number }> {
    const { id } = await shop.tenant();
    const [ledger, work] = [shop.server.app.get(LedgerRepository, { strict: false }), shop.server.app.get(UnitOfWork)];
    const now = new Date();
    const posting = (cents: number, reference: string): Posting => ({
      holder: id,
      kind: 'adjustment',
      cents,
      reference,
      details: {},
    });
    const given = amounts.map((amount, index) => posting(centsOf(amount), `given ${index}`));
    const taken = amounts.map((amount, index) => posting(-centsOf(amount), `taken ${index}`));
    return work.run(async () => {
      await ledger.open(id, { due: null, now });
      await ledger.append(id, given, now);
      const balance = (await ledger.balances(id)).get(id) ?? Number.NaN;
      await ledger.append(id, taken, now);
      const entries = await ledger.list(id, 0, 2 * amounts.length);
      return { told: entries.map(({ cents }) => signedAmountOf(cents)), balance };
    });
  }

  it('goes through text, ledger and text unchanged: every cent from 0.01 to 100.00', async () => {
    const amounts = ALL_CENTS.map(textOf);
    const { told, balance } = await throughTheLedger(amounts);
    expect(told).toEqual([...amounts, ...amounts.map((amount) => `-${amount}`)]);
    expect(balance).toBe((10_000 * 10_001) / 2);
  });

  it('goes through unchanged also up to a billion dollars', async () => {
    const cents = fc.sample(fc.integer({ min: 1, max: BILLION_DOLLARS }), 1_000);
    const amounts = [...cents, BILLION_DOLLARS].map(textOf);
    const { told, balance } = await throughTheLedger(amounts);
    expect(told).toEqual([...amounts, ...amounts.map((amount) => `-${amount}`)]);
    expect(BigInt(balance)).toBe([...cents, BILLION_DOLLARS].reduce((sum, each) => sum + BigInt(each), 0n));
  });
});
