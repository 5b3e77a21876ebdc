import type { HeldInstallation, Team } from '#libs/vercel-simulator';
import { DuePushes } from '../../../src/modules/billing/interim/due-pushes.service.js';
import { Clock } from '../../../src/platform/clock/index.js';
import type { Shop } from '../../support/shop/index.js';

const MOVE = `INSERT INTO clock_offsets AS c (id, offset_ms) VALUES (1, $1::bigint * 1000)
  ON CONFLICT (id) DO UPDATE SET offset_ms = c.offset_ms + excluded.offset_ms`;

/** How far Vercel has been told of an installation, as its row has it. */
export interface PushRow {
  readonly due_at: Date | null;
  readonly last_timestamp: Date | null;
  readonly accepted_at: Date | null;
  readonly accepted_until: Date | null;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly missed_days: readonly string[];
}

/** The hours of a shop without workers, in which Vercel is told what customers owe. */
export class Hours {
  private names = 0;

  constructor(readonly shop: Shop) {}

  get clock(): Clock {
    return this.shop.server.app.get(Clock);
  }

  /** A team that has installed; with a plan it has bought a resource on it. */
  async team(plan?: string): Promise<Team> {
    this.names += 1;
    const team = this.shop.server.vercel.team(`Team ${this.names}`);
    await team.install();
    if (plan !== undefined) await team.provision({ product: 'shop', plan, name: 'main' });
    return team;
  }

  /** Lets so many seconds go by on all clocks; nothing is told meanwhile. */
  async pass(seconds: number): Promise<void> {
    this.shop.server.vercel.clock.advance(`PT${seconds}S`);
    await this.shop.sql(MOVE, [seconds]);
    await this.clock.refresh();
  }

  /** Lets time go by until an instant, if that is still to come. */
  async passTo(instant: Date): Promise<void> {
    const seconds = Math.ceil((instant.getTime() - this.clock.now().getTime()) / 1_000);
    if (seconds > 0) await this.pass(seconds);
  }

  /** One run of the tick. */
  async tell(): Promise<void> {
    await this.shop.server.app.get(DuePushes, { strict: false }).work(new AbortController().signal);
  }

  /** Lets seventy minutes go by, so that the time of each has come, and then tells what is due. */
  async hour(): Promise<void> {
    await this.pass(4_200);
    await this.tell();
  }

  account(team: Team): ReturnType<Team['billing']['account']> {
    return team.billing.account();
  }

  async row(team: Team): Promise<PushRow> {
    const [row] = await this.shop.sql<PushRow>('SELECT * FROM billing_pushes WHERE installation_id = $1', [
      team.installation().id,
    ]);
    if (row === undefined) throw new Error('There is no row');
    return row;
  }

  /** The bodies of interim data that Vercel got, whatever it answered, in their order. */
  told(team: Team): readonly Body[] {
    return this.bodies(team.installation(), '/billing') as Body[];
  }

  /** The bodies of calls to an installation's path. */
  bodies({ id }: HeldInstallation, end: string): readonly unknown[] {
    const calls = this.shop.server.vercel.record.calls.filter(({ path }) => path.endsWith(`${id}${end}`));
    return calls.map(({ body }) => body);
  }
}

/** Interim data as they are sent. */
export interface Body {
  readonly timestamp: string;
  readonly eod: string;
  readonly period: { readonly start: string; readonly end: string };
  readonly billing: { readonly items: readonly { readonly total: string; readonly billingPlanId: string }[] };
  readonly usage: readonly unknown[];
}
