import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buying, type Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { Desk } from './desk.js';

describe('an installation that an operator suspends', () => {
  let desk: Desk;
  let shop: Shop;
  let tenant: Tenant;
  let sold: readonly Sold[];
  beforeAll(async () => {
    desk = await Desk.open();
    shop = desk.shop;
  });
  beforeEach(async () => {
    tenant = await shop.tenant();
    sold = [await tenant.buy({ name: 'one' }), await tenant.buy({ name: 'two' })];
  });
  afterAll(() => shop.close());

  const untilAll = async (status: string) => {
    for (const { id } of sold) await desk.untilStatus(tenant, id, status);
  };
  const first = (): string => sold[0]?.id ?? '';

  it('takes all its resources along, and brings them back', async () => {
    const { status, body } = await desk.installation(tenant, 'suspend', 'Unpaid');
    expect(status).toBe(200);
    expect(body).toMatchObject({ installationId: tenant.id, suspensions: [{ cause: 'operator', message: 'Unpaid' }] });
    await untilAll('suspended');
    expect(sold.every(({ id }) => desk.isShut(id))).toBe(true);
    expect((await desk.installation(tenant, 'resume', 'Paid')).body).toEqual({
      installationId: tenant.id,
      suspensions: [],
    });
    await untilAll('ready');
    const entries = await shop.sql(
      `SELECT details FROM audit_entries WHERE subject = $1 AND action ~ '^installation.(suspended|resumed)$' ORDER BY at`,
      [tenant.id],
    );
    const [said, unsaid] = [
      { before: 'ready', after: 'suspended' },
      { before: 'suspended', after: 'ready' },
    ];
    expect(entries).toEqual([
      { details: { cause: 'operator', message: 'Unpaid', status: said } },
      { details: { cause: 'operator', message: 'Paid', remaining: [], status: unsaid } },
    ]);
  });

  it('leaves other installations alone', async () => {
    const other = await shop.tenant();
    const theirs = await other.buy();
    await desk.installation(tenant, 'suspend');
    await untilAll('suspended');
    expect(await desk.statusOf(other, theirs.id)).toBe('ready');
    expect(desk.asked(theirs.id)).toEqual([]);
  });

  it('buys nothing new, and buys again once it is resumed', async () => {
    await desk.installation(tenant, 'suspend');
    const refused = await tenant.expect(409, { ...buying({ name: 'three' }), key: 'k' });
    expect(JSON.parse(refused.text)).toMatchObject({
      error: { user: { message: 'Nothing can be bought as long as the installation is suspended.' } },
    });
    expect(await shop.resources(tenant)).toHaveLength(2);
    await desk.installation(tenant, 'resume');
    expect((await tenant.buy({ name: 'three' })).status).toBe('ready');
  });

  it('keeps a resource that is suspended for itself, and is not resumed with it', async () => {
    await desk.resource(first(), 'suspend', 'Abused');
    await desk.installation(tenant, 'suspend', 'Unpaid');
    await untilAll('suspended');
    const { body } = await desk.resource(first(), 'retry');
    expect(body).toMatchObject({ suspensions: [{ message: 'Unpaid' }], resourceSuspensions: [{ message: 'Abused' }] });
    await desk.installation(tenant, 'resume');
    await desk.untilStatus(tenant, sold[1]?.id ?? '', 'ready');
    await shop.settled();
    expect(await desk.statusOf(tenant, first())).toBe('suspended');
    await desk.resource(first(), 'resume');
    await desk.untilStatus(tenant, first(), 'ready');
    expect(desk.asked(first())).toEqual(['suspend', 'resume']);
  });

  it('is suspended until the last cause is gone', async () => {
    await desk.installation(tenant, 'suspend');
    await desk.suspensions.suspend(tenant.id, { cause: 'billing', message: 'Overdue' });
    await desk.installation(tenant, 'resume');
    await shop.settled();
    await untilAll('suspended');
    await tenant.expect(409, buying());
    await desk.suspensions.resume(tenant.id, { cause: 'billing', message: 'Paid' });
    await untilAll('ready');
    await tenant.buy({ name: 'three' });
  });

  it('keeps its plan and its token fresh meanwhile', async () => {
    await desk.installation(tenant, 'suspend');
    await tenant.install();
    await untilAll('suspended');
    await tenant.expect(200, { method: 'GET' });
    await tenant.expect(200, { method: 'PATCH', body: {} });
    await tenant.expect(409, buying());
  });

  it('can be uninstalled, and is neither suspended nor resumed from then on', async () => {
    await desk.installation(tenant, 'suspend');
    await untilAll('suspended');
    await tenant.expect(200, { method: 'DELETE', body: {} });
    await shop.settled();
    expect(sold.some(({ id }) => shop.driver.instances.has(id))).toBe(false);
    expect((await desk.installation(tenant, 'resume')).status).toBe(409);
    expect((await desk.installation(tenant, 'suspend')).status).toBe(409);
  });
});
