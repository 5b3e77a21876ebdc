import http from 'node:http';

/** A request as it goes out. */
export interface Request {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

const ATTEMPTS = 3;
/** Where the characters begin, of those for private use, that stand for single bytes. */
const BYTES = 0xf700;

/** A text that goes over the wire as these bytes. */
export function asBytes(bytes: readonly number[]): string {
  return String.fromCharCode(...bytes.map((byte) => BYTES + byte));
}

function encoded(text: string): Buffer {
  const parts = text.split(/([\uf700-\uf7ff]+)/);
  return Buffer.concat(
    parts.map((part, at) =>
      at % 2 === 0 ? Buffer.from(part) : Buffer.from(Array.from(part, (one) => one.charCodeAt(0) - BYTES)),
    ),
  );
}

/** A client that keeps its connections, and sends what others would refuse to. */
export class Wire {
  private readonly agent: http.Agent;

  constructor(
    readonly url: string,
    connections: number,
  ) {
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  /** A kept connection may be closed while it is taken: then it is sent again, at last on one of its own. */
  async send(request: Request): Promise<Answer> {
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      const answer = await this.attempt(request, this.agent).catch(() => null);
      if (answer !== null) return answer;
    }
    return this.attempt(request, new http.Agent());
  }

  close(): void {
    this.agent.destroy();
  }

  private attempt({ method, path, headers, body }: Request, agent: http.Agent): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const { hostname, port } = new URL(this.url);
    const bytes = body === null ? undefined : encoded(body);
    const isCounted = bytes !== undefined && !('transfer-encoding' in headers);
    const length = isCounted ? { 'content-length': String(bytes.length) } : {};
    const sent = http.request({ hostname, port, method, path, agent, headers: { ...headers, ...length } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.end(bytes);
    return promise;
  }
}

/** The same request for a terminal. */
export function asCurl(url: string, { method, path, headers, body }: Request): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`,
  );
  const data = body === null ? [] : [`--data-binary ${quoted(body)}`];
  const how = method === 'HEAD' ? '--head' : `-X ${method}`;
  return ['curl -i --globoff --path-as-is', how, quoted(url + path), ...lines, ...data].join(' ');
}

/** For bash: what a terminal would not show is written as an escape. */
function quoted(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes("'")) return `'${text}'`;
  const bytes = [...encoded(text)].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCodePoint(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `$'${bytes.join('')}'`;
}
