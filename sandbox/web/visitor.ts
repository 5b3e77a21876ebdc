import { CookieJar } from 'tough-cookie';
import { WebPage } from './web-page.js';

const MOST_REDIRECTS = 10;

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly body?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody's browser, as far as pages without JavaScript need one: cookies, redirects, forms. */
export class Visitor {
  private readonly cookies = new CookieJar();

  open(address: string | URL): Promise<WebPage> {
    return this.follow(new URL(address), { method: 'GET' });
  }

  /** Presses the button of these words on a page, after filling in what differs from what is there. */
  press(page: WebPage, button: string, filledIn: Readonly<Record<string, string>> = {}): Promise<WebPage> {
    const { method, action, fields } = page.form(button);
    for (const [name, value] of Object.entries(filledIn)) fields.set(name, value);
    if (method === 'POST') {
      const isSame = action.origin === page.url.origin;
      const headers = { origin: page.url.origin, 'sec-fetch-site': isSame ? 'same-origin' : 'cross-site' };
      return this.follow(action, { method, body: fields, headers });
    }
    action.search = fields.toString();
    return this.open(action);
  }

  /** What is sent along to an address, as the header has it. */
  cookiesFor(address: string): Promise<string> {
    return this.cookies.getCookieString(address);
  }

  private async follow(url: URL, first: Sent): Promise<WebPage> {
    const trail: URL[] = [];
    let next = url;
    for (let sent = first; trail.length <= MOST_REDIRECTS; sent = { method: 'GET' }) {
      trail.push(next);
      const answer = await this.send(next, sent);
      const location = answer.headers.get('location');
      if (location === null) return new WebPage(answer.status, await answer.text(), trail);
      await answer.body?.cancel();
      next = new URL(location, next);
    }
    throw new Error(`too many redirects: ${trail.map(({ href }) => href).join(', ')}`);
  }

  private async send(url: URL, { method, body, headers }: Sent): Promise<Response> {
    const cookie = await this.cookies.getCookieString(url.href);
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...headers, accept: 'text/html', ...(cookie !== '' && { cookie }) },
      ...(body !== undefined && { body }),
    });
    for (const set of answer.headers.getSetCookie()) await this.cookies.setCookie(set, url.href, { ignoreError: true });
    return answer;
  }
}
