import { nextSlot } from '../../../src/platform/jobs/index.js';
import type { Reading } from '../../../src/modules/resources/driver.port.js';
import { PollDue } from '../../../src/modules/usage/polling/poll-due.job.js';
import type { Shop, Sold, Tenant } from '../../support/shop/index.js';

const HOUR_MS = 3_600_000;
const QUIET_MS = 600_000;

/** What the product shows unless told otherwise. */
export const READINGS: readonly Reading[] = [
  { meter: 'storage', value: '7.5' },
  { meter: 'compute', value: '3' },
];

/** What was counted of a meter in a day, or a part of it. */
export interface Counted extends Record<string, unknown> {
  readonly meter: string;
  readonly events: number;
  readonly sum: string;
}

/** A resource of three days ago whose product can measure; it is the only one that is polled, and its second of the hour is minutes away. */
export class Polled {
  private constructor(
    readonly shop: Shop,
    readonly tenant: Tenant,
    readonly sold: Sold,
  ) {}

  static async begin(shop: Shop): Promise<Polled> {
    const tenant = await shop.tenant();
    let sold = await tenant.buy({ plan: 'pro' });
    while (!isQuiet(sold)) sold = await tenant.buy({ plan: 'pro' });
    await shop.sql('DELETE FROM usage_polls WHERE resource_id <> $1', [sold.id]);
    const polled = new Polled(shop, tenant, sold);
    await polled.age();
    shop.driver.show(sold.id, READINGS);
    return polled;
  }

  /** Its second of the present hour. */
  get slot(): Date {
    return new Date(nextSlot(this.sold.id, new Date()).getTime() - HOUR_MS);
  }

  /** Everything of the tenant has been there for three days. */
  async age(): Promise<void> {
    for (const [table, column, whose] of [
      ['installations', 'created_at', 'id'],
      ['resources', 'created_at', 'installation_id'],
      ['plan_segments', 'started_at', 'installation_id'],
    ]) {
      await this.shop.sql(`UPDATE ${table} SET ${column} = now() - interval '3 days' WHERE ${whose} = $1`, [
        this.tenant.id,
      ]);
    }
  }

  /** Nobody has asked since then, and nobody will for an hour. */
  async measuredUntil(at: Date): Promise<void> {
    await this.shop.sql(
      `UPDATE usage_polls SET due_at = now() + interval '1 hour', measured_until = $2, asked_until = NULL WHERE resource_id = $1`,
      [this.sold.id, at],
    );
  }

  async fallDue(): Promise<void> {
    const text = `UPDATE usage_polls SET due_at = now() - interval '1 second' WHERE resource_id = $1`;
    await this.shop.sql(text, [this.sold.id]);
  }

  async state(): Promise<string | undefined> {
    return (await this.shop.resources(this.tenant)).find(({ id }) => id === this.sold.id)?.state;
  }

  async tick(): Promise<void> {
    await this.shop.server.app.get(PollDue, { strict: false }).run();
    await this.shop.settled();
  }

  /** By meter and day; `whose`: of this installation alone. */
  counted(whose: string = this.tenant.id): Promise<Counted[]> {
    return this.shop.sql<Counted>(
      `SELECT meter, events::integer, trim_scale(sum)::text AS sum FROM usage_days
       WHERE subject = $1 AND installation_id = $2 ORDER BY meter, since`,
      [this.sold.id, whose],
    );
  }

  /** When what was used is said to have been, for one meter. */
  async instants(meter: string): Promise<Date[]> {
    const rows = await this.shop.sql<{ at: Date }>(
      `SELECT at FROM usage_events WHERE subject = $1 AND meter = $2 ORDER BY at`,
      [this.sold.id, meter],
    );
    return rows.map(({ at }) => at);
  }
}

/** A test takes less time than that, however slow the machine. */
function isQuiet({ id }: Sold): boolean {
  const now = new Date();
  const left = nextSlot(id, now).getTime() - now.getTime();
  return left > QUIET_MS && left < HOUR_MS - QUIET_MS;
}
