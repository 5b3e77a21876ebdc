import { Cookie, CookieJar } from 'tough-cookie';

/** An answer as a browser got it; `location` is absolute. */
export interface Seen {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  readonly headers: Headers;
}

/** Keeps cookies as a browser does, and follows redirects only when told to. */
export class Browser {
  readonly jar = new CookieJar(undefined, { prefixSecurity: 'strict' });

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    return this.send(url, { headers });
  }

  /** Follows redirects until a page answers, at most ten, or until one leads to an address that begins with `end`. */
  async open(url: string, end?: string): Promise<Seen & { readonly url: string }> {
    let [at, seen] = [url, await this.get(url)];
    for (let hops = 0; seen.location !== null && hops < 10; hops += 1) {
      at = seen.location;
      if (end !== undefined && at.startsWith(end)) break;
      seen = await this.get(at);
    }
    return { ...seen, url: at };
  }

  /** Sends a form as a page of ours has it, `_csrf` included; the page is at the same address unless told otherwise. */
  async submit(url: string, fields: Readonly<Record<string, string>> = {}, from: string = url): Promise<Seen> {
    const { text } = await this.get(from);
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return this.post(url, { ...fields, _csrf: token });
  }

  /** Sends just these fields. */
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Seen> {
    return this.send(url, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** The value of a cookie that is sent to an address. */
  async cookie(url: string, name: string): Promise<string | null> {
    const cookies = await this.jar.getCookies(url);
    return cookies.find(({ key }) => key === name)?.value ?? null;
  }

  /** Has a cookie that somebody else has put there. */
  async plant(url: string, name: string, value: string): Promise<void> {
    await this.jar.setCookie(new Cookie({ key: name, value, path: '/' }), url);
  }

  /** One request, as it is. */
  async send(url: string, { headers, ...request }: Sent): Promise<Seen> {
    const cookie = await this.jar.getCookieString(url);
    const sent = { ...headers, ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(url, { ...request, redirect: 'manual', headers: sent });
    for (const set of answer.headers.getSetCookie()) await this.jar.setCookie(set, url);
    const { status } = answer;
    const to = answer.headers.get('location');
    const location = to === null ? null : new URL(to, url).href;
    return { status, location, text: await answer.text(), headers: answer.headers };
  }
}

/** What goes out, beside cookies. */
interface Sent {
  readonly method?: 'POST' | 'HEAD';
  readonly body?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}
