import { Browser, type Seen } from '../../sso/support/browser.js';

/** What a form is filled in with; a list ticks several boxes. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A page with the address on which it was reached. */
export interface Shown extends Seen {
  readonly url: string;
}

/** A popup that Vercel opens: keeps cookies, follows redirects as far as they stay with us, and fills in forms. */
export class Popup {
  readonly browser = new Browser();
  /** Where it is. */
  at = '';
  private page: Seen | undefined;

  constructor(private readonly ours: string) {}

  /** Goes to an address, and on until something of ours answers or a redirect leads to Vercel. */
  async open(url: string): Promise<Shown> {
    return this.follow(url, await this.browser.get(url));
  }

  /** Sends the first form of the present page whose action ends so, with its hidden fields. */
  async submit(action: string, fields: Fields = {}): Promise<Shown> {
    const { url, body } = this.filled(action, fields);
    return this.follow(url, await this.browser.send(url, { method: 'POST', body }));
  }

  /** The form as it would be sent, for those who send it twice. */
  filled(action: string, fields: Fields): { readonly url: string; readonly body: URLSearchParams } {
    const forms = [...(this.page?.text ?? '').matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/gs)];
    const form = forms.find(([, to]) => to?.endsWith(action));
    if (form === undefined) throw new Error(`${this.at} has no form for ${action}: ${this.text}`);
    const body = new URLSearchParams();
    for (const [, name = '', value = ''] of (form[2] ?? '').matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g))
      body.set(name, value);
    for (const [name, value] of Object.entries(fields)) {
      body.delete(name);
      for (const each of [value].flat()) body.append(name, each);
    }
    return { url: new URL(form[1] ?? '', this.ours).href, body };
  }

  /** What the present page says, without its tags. */
  get text(): string {
    return (this.page?.text ?? '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  }

  private async follow(url: string, first: Seen): Promise<Shown> {
    let [at, seen] = [url, first];
    while (seen.location?.startsWith(this.ours) === true) {
      at = seen.location;
      seen = await this.browser.get(at);
    }
    this.at = seen.location ?? at;
    this.page = seen;
    return { ...seen, url: this.at };
  }
}
