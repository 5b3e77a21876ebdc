import { FindDueUninstalls } from '../../../src/modules/installations/jobs/find-due-uninstalls.job.js';
import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { Clock } from '../../../src/platform/clock/index.js';
import type { Shop } from '../../support/shop/index.js';

/** The key of an operator who may read. */
export const OPERATOR = 'admin-key-of-the-tests';

/** What the list for operators says of an uninstall, as far as tests read it. */
export interface ListedUninstall {
  readonly installationId: string;
  readonly stage: string;
  readonly since: string;
  readonly waitsFor?: string;
  readonly origin: string;
  readonly resourcesLeft: number;
  readonly resources: readonly {
    readonly id: string;
    readonly attempts: number;
    readonly problem?: string;
    readonly nextAttemptAt?: string;
  }[];
}

/** The uninstalls of a shop: what operators see of them, and what becomes of them as time goes by. */
export class Uninstalls {
  constructor(private readonly shop: Shop) {}

  /** Lets so many seconds go by; what has fallen due is worked off afterwards. */
  async pass(seconds: number): Promise<void> {
    const { app, vercel } = this.shop.server;
    vercel.clock.advance(`PT${seconds}S`);
    await this.shop.sql(
      `INSERT INTO clock_offsets AS c (id, offset_ms) VALUES (1, $1::bigint * 1000)
       ON CONFLICT (id) DO UPDATE SET offset_ms = c.offset_ms + excluded.offset_ms`,
      [seconds],
    );
    await app.get(Clock).refresh();
    await app.get(Reconcile, { strict: false }).run();
    await app.get(FindDueUninstalls, { strict: false }).run();
    await this.shop.settled();
  }

  /** A page of the list. */
  async page(query = ''): Promise<{ readonly uninstalls: readonly ListedUninstall[]; readonly next?: string }> {
    const headers = { authorization: `Bearer ${OPERATOR}` };
    const answer = await fetch(`${this.shop.server.url}/admin/v1/uninstalls${query}`, { headers });
    return (await answer.json()) as { uninstalls: ListedUninstall[]; next?: string };
  }

  /** What the list says of one installation; undefined when it is not on it. */
  async listed(installationId: string): Promise<ListedUninstall | undefined> {
    return (await this.page('?limit=200')).uninstalls.find((each) => each.installationId === installationId);
  }

  /** How far an installation and its uninstall are, and whether the token is still there. */
  async stateOf(installationId: string): Promise<unknown> {
    const [row] = await this.shop.sql(
      `SELECT i.state, u.stage, access_token IS NOT NULL AS token FROM installations i
       LEFT JOIN uninstalls u ON u.installation_id = i.id WHERE i.id = $1`,
      [installationId],
    );
    return row;
  }
}
