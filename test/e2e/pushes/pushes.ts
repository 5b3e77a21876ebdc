import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { PushDueInstallations } from '../../../src/modules/installations/jobs/push-due.job.js';
import { InstallationPushes } from '../../../src/modules/installations/index.js';
import { ResourcePushes } from '../../../src/modules/resources/index.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { Sql, UnitOfWork } from '../../../src/platform/database/index.js';
import type { HeldInstallation, Team } from '#libs/vercel-simulator';
import type { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

/** A resource, and the team that bought it. */
export interface Bought {
  readonly team: Team;
  readonly id: string;
}

/** Changes on our side, and what Vercel hears of them. */
export class Pushes {
  private teams = 0;

  constructor(private readonly shop: Shop) {}

  async team(): Promise<Team> {
    this.teams += 1;
    const team = this.shop.server.vercel.team(`Team ${this.teams}`);
    await team.install();
    // What Vercel is told of money, every hour, is a matter of other tests.
    await this.shop.sql('UPDATE billing_pushes SET due_at = NULL WHERE installation_id = $1', [team.installation().id]);
    return team;
  }

  async bought(team?: Team): Promise<Bought> {
    const buyer = team ?? (await this.team());
    const { id } = await buyer.provision({ product: 'shop', plan: 'free', name: 'main' });
    return { team: buyer, id };
  }

  /** A change of state on our side, and what is to be told of it, in one unit of work. */
  change({ team, id }: Bought, state: string, kind: Parameters<ResourcePushes['request']>[2]): Promise<void> {
    const { app } = this.shop.server;
    const installationId = team.installation().id;
    return app.get(UnitOfWork).run(async () => {
      const text = 'UPDATE resources SET state = $3 WHERE installation_id = $1 AND id = $2';
      await app.get(Sql).affected({ text, values: [installationId, id, state] });
      await app.get(ResourcePushes, { strict: false }).request(installationId, id, kind);
    });
  }

  /** The same for an installation, without a change. */
  tell(team: Team, kind: Parameters<InstallationPushes['request']>[1]): Promise<void> {
    const { app } = this.shop.server;
    const pushes = app.get(InstallationPushes, { strict: false });
    return app.get(UnitOfWork).run(() => pushes.request(team.installation().id, kind));
  }

  /** Resolves when nothing is left that Vercel has to hear of the installation, and Vercel has read again what it was told to. */
  async untilTold(team: Team): Promise<void> {
    await until(async () => (await this.outstanding(team)).length === 0);
    await this.shop.server.vercel.settled();
  }

  /** What Vercel has still to hear, `kind`s of each subject in order. */
  async outstanding(team: Team): Promise<readonly string[]> {
    const rows = await this.shop.sql<{ wanted: string[]; sending: string | null }>(
      `SELECT wanted, sending FROM resource_pushes WHERE installation_id = $1 AND due_at IS NOT NULL
       UNION ALL SELECT wanted, sending FROM installation_pushes WHERE installation_id = $1 AND due_at IS NOT NULL`,
      [team.installation().id],
    );
    return rows.flatMap(({ wanted, sending }) => [...wanted, ...(sending === null ? [] : [sending])]);
  }

  /** Why, and after how many refusals, Vercel is not told anything for the time being. */
  parking(team: Team): Promise<{ cause: string; attempts: number }[]> {
    const text = 'SELECT cause, attempts FROM vercel_parkings WHERE installation_id = $1';
    return this.shop.sql(text, [team.installation().id]);
  }

  /** The calls that Vercel's API has got for an installation, as method and last part of the path. */
  calls(held: HeldInstallation): readonly string[] {
    const own = this.shop.server.vercel.record.calls.filter(({ installationId }) => installationId === held.id);
    return own.map(({ method, path }) => `${method} ${path.slice(path.lastIndexOf('/') + 1)}`);
  }

  /** Lets so many seconds go by, and has the reconciler look around afterwards. */
  async pass(seconds: number): Promise<void> {
    const { app, vercel } = this.shop.server;
    vercel.clock.advance(`PT${seconds}S`);
    await this.shop.sql('UPDATE clock_offsets SET offset_ms = offset_ms + $1::bigint * 1000', [seconds]);
    await app.get(Clock).refresh();
    await app.get(Reconcile, { strict: false }).run();
    await app.get(PushDueInstallations, { strict: false }).run();
    await this.shop.settled();
  }
}
