import type { Page } from 'playwright-core';
import type { Team, VercelSimulator } from '#libs/vercel-simulator';
import { Company } from '../../../sandbox/company/index.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/test-app.js';
import { TestBrowser, type VisitorOptions } from './test-browser.js';

const USAGE_KEY = 'usage-key-of-the-tests';
const ADMIN_KEY = 'admin-key-of-the-tests';

/** Who comes from Vercel, and what the link says that was followed there. */
export interface Arrival extends VisitorOptions {
  readonly role?: 'ADMIN' | 'USER';
  readonly context?: Readonly<Record<string, string>>;
}

/** The whole server with its workers, a fake Vercel, and people at their browsers, for one test file. */
export class Stand {
  readonly company: Company;

  private constructor(
    readonly server: TestApp,
    readonly browser: TestBrowser,
  ) {
    const { url, vercel } = server;
    this.company = new Company({ url, vercel, adminKey: ADMIN_KEY, usageKey: USAGE_KEY });
  }

  static async open(options: TestAppOptions = {}): Promise<Stand> {
    const browser = await TestBrowser.open();
    try {
      const env = { USAGE_API_KEYS: `tests:${USAGE_KEY}`, ...options.env };
      return new Stand(await startTestApp({ ...options, env }), browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  get vercel(): VercelSimulator {
    return this.server.vercel;
  }

  /** A path of ours as an address. */
  at(path: string): string {
    return `${this.server.url}${path}`;
  }

  /** "Open in provider" at Vercel, in a browser of the member's own: the page on which that ends. */
  async arrive(team: Team, { role = 'ADMIN', context, ...options }: Arrival = {}): Promise<Page> {
    const page = await this.browser.visitor(options);
    await page.goto(team.openProvider(context, { userId: memberOf(team, role) }));
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}

/** The id of the team's member of that role. */
export function memberOf(team: Team, role: 'ADMIN' | 'USER'): string {
  const member = team.installation().members.find((each) => each.role === role);
  if (member === undefined) throw new Error(`${team.name} has no ${role}`);
  return member.id;
}
