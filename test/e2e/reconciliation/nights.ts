import { ReconcileNightly } from '../../../src/modules/installations/jobs/reconcile-nightly.job.js';
import type { Team } from '#libs/vercel-simulator';
import { Clock } from '../../../src/platform/clock/index.js';
import type { Shop } from '../../support/shop/index.js';

/** The key of an operator who may read. */
export const OPERATOR = 'admin-key-of-the-tests';

/** What the list for operators says of a finding, as far as tests read it. */
export interface ListedFinding {
  readonly installationId: string;
  readonly kind: string;
  readonly subject: string;
  readonly since: string;
  readonly details: unknown;
}

/** What operators see of a run, as far as tests read it. */
export interface ListedRun {
  readonly installationId: string;
  readonly cause: string;
  readonly outcome: string;
  readonly problem?: string;
  readonly found: readonly { readonly kind: string; readonly subject: string }[];
  readonly foundCount: number;
  readonly repaired: readonly { readonly action: string; readonly subject?: string; readonly details: unknown }[];
  readonly repairedCount: number;
}

/** The nights of a shop, in which its installations are compared with Vercel. */
export class Nights {
  private names = 0;

  constructor(private readonly shop: Shop) {}

  /** A team that has installed. */
  async team(): Promise<Team> {
    this.names += 1;
    const team = this.shop.server.vercel.team(`Team ${this.names}`);
    await team.install();
    // What Vercel is told of money, every hour, is a matter of other tests.
    await this.shop.sql('UPDATE billing_pushes SET due_at = NULL WHERE installation_id = $1', [team.installation().id]);
    return team;
  }

  /** Lets a day go by, and the night that ends it. */
  async pass(): Promise<void> {
    const { app, vercel } = this.shop.server;
    vercel.clock.advance('P1D');
    await this.shop.sql(
      `INSERT INTO clock_offsets AS c (id, offset_ms) VALUES (1, 86400000)
       ON CONFLICT (id) DO UPDATE SET offset_ms = c.offset_ms + excluded.offset_ms`,
    );
    await app.get(Clock).refresh();
    const now = app.get(Clock).now();
    await this.shop.sql(`UPDATE installations SET reconcile_at = $1 WHERE state = 'active'`, [now]);
    await this.take();
    await this.shop.settled();
  }

  /** One run of the tick. */
  take(): Promise<void> {
    return this.shop.server.app.get(ReconcileNightly, { strict: false }).run();
  }

  /** What operators see of one installation. */
  async findings(team: Team): Promise<ListedFinding[]> {
    const headers = { authorization: `Bearer ${OPERATOR}` };
    const answer = await fetch(`${this.shop.server.url}/admin/v1/findings?limit=200`, { headers });
    const { findings } = (await answer.json()) as { findings: ListedFinding[] };
    return findings.filter(({ installationId }) => installationId === team.installation().id);
  }

  /** What operators see of the runs of one installation, newest first, each with its details. */
  async runs(team: Team, query: string = ''): Promise<ListedRun[]> {
    const { id: installationId } = team.installation();
    const { runs } = (await this.ask(`?installationId=${installationId}&${query}`)) as { runs: { id: string }[] };
    return Promise.all(runs.map(async ({ id }) => (await this.ask(`/${id}`)) as ListedRun));
  }

  /** The list of runs, or one of them. */
  async ask(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${OPERATOR}` };
    const answer = await fetch(`${this.shop.server.url}/admin/v1/reconciliation/runs${path}`, { headers });
    return answer.ok ? answer.json() : answer.status;
  }

  /** The calls that Vercel got for an installation, each with how often. */
  calls(team: Team): Readonly<Record<string, number>> {
    const { id } = team.installation();
    const counts: Record<string, number> = {};
    for (const { method, path } of this.shop.server.vercel.record.calls.filter((call) => call.path.includes(id))) {
      const what = `${method} ${path.slice(path.indexOf(id) + id.length)}`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
    return counts;
  }
}
