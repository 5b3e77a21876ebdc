import type { Team } from '#libs/vercel-simulator';
import { SessionDirectory, type SessionFacts } from '../../../../src/platform/auth/index.js';
import { Clock } from '../../../../src/platform/clock/index.js';
import type { Shop } from '../../../support/shop/index.js';
import { Browser } from './browser.js';

const MOVE_CLOCK = `INSERT INTO clock_offsets AS c (id, offset_ms) VALUES (1, $1::bigint)
  ON CONFLICT (id) DO UPDATE SET offset_ms = c.offset_ms + excluded.offset_ms`;

/** What the exchange of a code is answered with instead of Vercel's tokens. */
export interface ExchangeFault {
  readonly kind: 'status' | 'cut-before' | 'cut-after' | 'html' | 'half-json' | 'redirect' | 'hang';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Teams whose members sign on to a shop. */
export class SignOn {
  private names = 0;

  constructor(readonly shop: Shop) {}

  /** A team that has installed. */
  async team(): Promise<Team> {
    this.names += 1;
    const team = this.shop.server.vercel.team(`Team ${this.names}`);
    await team.install();
    return team;
  }

  /** A browser in which a member of a team, the administrator unless told otherwise, has opened the product. */
  async browser(team: Team, userId?: string): Promise<Browser> {
    const browser = new Browser();
    await browser.get(team.openProvider({}, userId === undefined ? {} : { userId }));
    return browser;
  }

  /** Value of the session's cookie. */
  value(browser: Browser): Promise<string | null> {
    return browser.cookie(this.shop.server.url, 'stallholder');
  }

  /** Who is signed in in a browser. */
  async who(browser: Browser): Promise<SessionFacts | null> {
    return this.whoHas(await this.value(browser));
  }

  /** Whose session a value is. */
  async whoHas(value: string | null): Promise<SessionFacts | null> {
    return value === null ? null : this.shop.server.app.get(SessionDirectory).find(value);
  }

  /** Has the next exchange of a code fail. */
  failOnce(fault: ExchangeFault): void {
    const exchange = { on: 'vercel-api', method: 'POST', path: /\/sso\/token$/, times: 1 } as const;
    this.shop.server.vercel.faults.add({ ...exchange, ...fault });
  }

  /** Has the next exchange be answered with a token. */
  answerOnce(idToken: string): void {
    this.failOnce({ kind: 'status', status: 200, body: { id_token: idToken, access_token: null, token_type: null } });
  }

  /** How often Vercel was asked to exchange something. */
  get exchanges(): number {
    return this.shop.server.vercel.record.calls.filter(({ path }) => path.endsWith('/sso/token')).length;
  }

  /** Lets time go by, here and at Vercel. */
  async pass(seconds: number): Promise<void> {
    const { vercel, app } = this.shop.server;
    vercel.clock.advance(`PT${seconds}S`);
    await this.shop.sql(MOVE_CLOCK, [seconds * 1_000]);
    await app.get(Clock).refresh();
  }
}
