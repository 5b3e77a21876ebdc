import type { Described } from '../described.js';
import { AdminStock } from './admin-stock.js';
import { type FuzzShop, KEYS } from './fuzz-shop.js';
import type { Ground, Subject } from './ground.js';
import { KNOWN } from './known.js';

const HOUR_MS = 3_600_000;
const instants = [-HOUR_MS, 0, HOUR_MS].map((ms) => new Date(Date.now() + ms).toISOString());

const CALLERS: Readonly<Record<string, string>> = {
  operator: KEYS.all,
  reader: KEYS.read,
  engineer: KEYS.operate,
  payer: KEYS.money,
  keeper: KEYS.secrets,
  meter: KEYS.usage,
  somebody: 'the-key-of-somebody',
};

/** Customers with something of all that operators look at, and operators of every kind. */
export class AdminGround implements Ground {
  readonly known = {
    ...KNOWN,
    cursor: ['{{cursor}}', ''],
    type: ['marketplace.member.changed', 'none'],
    name: ['tests.dead', 'resources.bring-forward', 'Friends'],
    planId: ['free', 'pro', 'credits', 'none'],
    amount: ['5.00', '0.01', '1', '-1.50', '999999999.99'],
    percentage: ['10', '0.0001', '100', '99.9999'],
    delayHours: [0, 0.5, 48, 49],
    advance: ['PT1S', 'PT0.5S', 'PT1M', 'P1DT2H', 'P36501D', '-P1D', 'P1M'],
    href: ['sso:/billing', 'https://example.com', '{{url}}/dashboard', 'sso:{{url}}/dashboard'],
    reason: ['They asked for it', 'x'.repeat(500), '\u2764\ufe0f'],
    action: ['resource.', 'installation.installed', 'none'],
    actorId: ['operator', 'nobody'],
    subject: ['{{resourceId}}', '{{installationId}}', '{{id}}'],
    projectId: ['prj_a', 'prj_none'],
    from: instants,
    to: instants,
    before: instants,
    endsAt: instants,
  };

  private constructor(
    private readonly fuzz: FuzzShop,
    private readonly stock: AdminStock,
  ) {}

  static async open(fuzz: FuzzShop): Promise<AdminGround> {
    return new AdminGround(fuzz, await AdminStock.fill(fuzz));
  }

  get url(): string {
    return this.fuzz.shop.server.url;
  }

  callersOf(): readonly string[] {
    return [...Object.keys(CALLERS), 'nobody', 'no scheme'];
  }

  signed(caller: string): Readonly<Record<string, string>> {
    if (caller === 'nobody') return {};
    return { authorization: caller === 'no scheme' ? KEYS.all : `Bearer ${CALLERS[caller]}` };
  }

  async subjectFor({ path, parameters }: Described): Promise<Subject> {
    const subject = { url: this.url, ...(await this.stock.subjectFor(path)) };
    if (!parameters.some(({ name }) => name === 'cursor')) return subject;
    const list = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => Object(subject)[name] as string);
    return { ...subject, cursor: await this.stock.cursorOf(list) };
  }

  /** What an action has changed is made anew, so that the next one finds something to do. */
  isUsedUp({ method }: Described): boolean {
    return method !== 'GET';
  }
}
