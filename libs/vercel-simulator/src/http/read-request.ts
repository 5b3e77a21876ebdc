import type { IncomingMessage } from 'node:http';

const LIMIT_BYTES = 10 * 1024 * 1024;

/** A request that was read whole; `body` is undefined when none came. */
export interface ReadRequest {
  readonly method: string;
  /** The path as it stands on the wire, still percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Why the body could not be read, when it could not. */
  readonly bodyFault?: string;
}

/** Reads a request to its end. */
export async function readRequest(incoming: IncomingMessage): Promise<ReadRequest> {
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const base = { method: incoming.method ?? 'GET', path, query: parseQuery(query), headers: incoming.headers };
  const text = await readText(incoming);
  if (text === undefined) return { ...base, body: undefined, bodyFault: 'the body is too large' };
  if (text === '') return { ...base, body: undefined };
  return { ...base, ...parseBody(text, incoming.headers['content-type'] ?? '') };
}

async function readText(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseQuery(query: string): Record<string, string | readonly string[]> {
  const parameters = new URLSearchParams(query);
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(names.map((name) => [name, oneOrMany(parameters.getAll(name))]));
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}

function parseBody(text: string, contentType: string): { readonly body: unknown; readonly bodyFault?: string } {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/x-www-form-urlencoded') return { body: parseQuery(text) };
  if (mediaType !== 'application/json')
    return { body: undefined, bodyFault: 'the content type is not application/json' };
  try {
    return { body: JSON.parse(text) };
  } catch {
    return { body: undefined, bodyFault: 'the body is not JSON' };
  }
}
