import type { Described } from '../described.js';
import { type FuzzShop, KEYS } from './fuzz-shop.js';
import type { Ground, Subject } from './ground.js';
import { KNOWN } from './known.js';

/** Customers, and the meter of their provider. */
export class UsageGround implements Ground {
  readonly known = KNOWN;

  constructor(private readonly fuzz: FuzzShop) {}

  get url(): string {
    return this.fuzz.shop.server.url;
  }

  callersOf(): readonly string[] {
    return ['meter', 'operator', 'nobody', 'somebody', 'no scheme'];
  }

  signed(caller: string): Readonly<Record<string, string>> {
    const keys = { meter: KEYS.usage, operator: KEYS.all, somebody: 'the-key-of-somebody' };
    if (caller === 'nobody') return {};
    if (caller === 'no scheme') return { authorization: KEYS.usage };
    return { authorization: `Bearer ${keys[caller as keyof typeof keys]}` };
  }

  /** Everything was there a day ago, so that there is time for usage. */
  async subjectFor(_operation: Described): Promise<Subject> {
    const { subject } = await this.fuzz.pair();
    const ids = [subject['installationId'], subject['other.installationId']];
    const earlier = `created_at - interval '1 day'`;
    await this.fuzz.shop.sql(`UPDATE installations SET created_at = ${earlier} WHERE id = ANY($1)`, [ids]);
    await this.fuzz.shop.sql(`UPDATE resources SET created_at = ${earlier} WHERE installation_id = ANY($1)`, [ids]);
    return subject;
  }

  isUsedUp(): boolean {
    return false;
  }
}
