import type { Team } from '#libs/vercel-simulator';
import type { Shop } from '../../../support/shop/index.js';
import { Browser, type Seen } from '../../sso/support/browser.js';

/** An answer with the words that somebody reads in it. */
export interface SeenPage extends Seen {
  readonly words: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** A member of a team, signed in by way of Vercel. */
export class Visitor {
  private constructor(
    private readonly server: string,
    readonly browser: Browser,
  ) {}

  /** Who has installed is an administrator; others join for the occasion. */
  static async of(shop: Pick<Shop, 'server'>, team: Team, role: 'ADMIN' | 'USER' = 'ADMIN'): Promise<Visitor> {
    const browser = new Browser();
    const member = role === 'USER' ? await team.members.add({ role, name: 'Bob' }) : undefined;
    const address = team.openProvider({}, member === undefined ? {} : { userId: member.id });
    const { status } = await browser.open(address);
    if (status !== 200) throw new Error(`signing in gave ${status}`);
    return new Visitor(shop.server.url, browser);
  }

  async see(path: string): Promise<SeenPage> {
    return withWords(await this.browser.get(this.server + path));
  }

  /** Sends the form of a page; `from`: the page, where it has another address. */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}, from: string = path): Promise<SeenPage> {
    return withWords(await this.browser.submit(this.server + path, fields, this.server + from));
  }

  /** Sends a form that no page of ours has made. */
  async forge(path: string, fields: Readonly<Record<string, string>>): Promise<SeenPage> {
    return withWords(await this.browser.post(this.server + path, fields));
  }
}

function withWords(seen: Seen): SeenPage {
  const main = seen.text.slice(seen.text.indexOf('<main'), seen.text.indexOf('</main>'));
  const bare = main.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  return { ...seen, words: bare.replaceAll(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity).trim() };
}
