/** What a form sends, as it stands on its page. */
export interface WebForm {
  readonly method: 'GET' | 'POST';
  readonly action: URL;
  readonly fields: URLSearchParams;
}

/** A page as it came, read as far as a play needs it. */
export class WebPage {
  /** `trail` has every address that was answered on the way here, this one the last. */
  constructor(
    readonly status: number,
    readonly html: string,
    readonly trail: readonly URL[],
  ) {}

  get url(): URL {
    const url = this.trail.at(-1);
    if (url === undefined) throw new Error('a page has an address');
    return url;
  }

  get heading(): string {
    return plain(/<h1[^>]*>(.*?)<\/h1>/s.exec(this.html)?.[1] ?? '');
  }

  /** What a reader sees of it. */
  get text(): string {
    return plain(/<body[^>]*>(.*)<\/body>/s.exec(this.html)?.[1] ?? this.html);
  }

  /** Where the link of these words leads. @throws when there is none */
  link(words: string): URL {
    for (const [, attributes = '', content = ''] of this.html.matchAll(/<a\b([^>]*)>(.*?)<\/a>/gs)) {
      if (plain(content) === words) return new URL(attribute(attributes, 'href') ?? '', this.url);
    }
    throw new Error(`no link "${words}" on ${this.describe()}`);
  }

  /** The form that the button of these words belongs to, with what is filled in and chosen already. @throws when there is none */
  form(button: string): WebForm {
    for (const [, attributes = '', content = ''] of this.html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)) {
      const pressed = buttons(content).find(({ words }) => words === button);
      if (pressed === undefined) continue;
      const fields = fieldsOf(content);
      if (pressed.name !== undefined) fields.append(pressed.name, pressed.value ?? '');
      const method = attribute(attributes, 'method')?.toLowerCase() === 'post' ? 'POST' : 'GET';
      return { method, action: new URL(attribute(attributes, 'action') ?? '', this.url), fields };
    }
    throw new Error(`no button "${button}" on ${this.describe()}`);
  }

  /** The value of the radio button whose label begins so. @throws when there is none */
  choice(words: string): string {
    for (const [, content = ''] of this.html.matchAll(/<label\b[^>]*>(.*?)<\/label>/gs)) {
      const input = /<input\b([^>]*)>/.exec(content)?.[1] ?? '';
      if (plain(content).startsWith(words)) return attribute(input, 'value') ?? '';
    }
    throw new Error(`no choice "${words}" on ${this.describe()}`);
  }

  describe(): string {
    return `${this.url.href} (${this.status}): ${this.text}`;
  }
}

interface Button {
  readonly words: string;
  readonly name: string | undefined;
  readonly value: string | undefined;
}

function buttons(html: string): readonly Button[] {
  return [...html.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)].map(([, attributes = '', content = '']) => ({
    words: plain(content),
    name: attribute(attributes, 'name'),
    value: attribute(attributes, 'value'),
  }));
}

function fieldsOf(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, attributes = ''] of html.matchAll(/<input\b([^>]*)>/g)) {
    const isChoice = /^(radio|checkbox)$/.test(attribute(attributes, 'type') ?? '');
    const name = attribute(attributes, 'name');
    if (name === undefined || (isChoice && !/\schecked\b/.test(attributes))) continue;
    fields.append(name, attribute(attributes, 'value') ?? (isChoice ? 'on' : ''));
  }
  for (const [, attributes = '', options = ''] of html.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option\b([^>]*\sselected[^>]*)>/.exec(options) ?? /<option\b([^>]*)>/.exec(options);
    fields.append(attribute(attributes, 'name') ?? '', attribute(chosen?.[1] ?? '', 'value') ?? '');
  }
  for (const [, attributes = '', text = ''] of html.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
    fields.append(attribute(attributes, 'name') ?? '', decoded(text));
  }
  return fields;
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(String.raw`(?:^|\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return found === undefined ? undefined : decoded(found);
}

function plain(html: string): string {
  return decoded(html.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function decoded(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined ? (named[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
