import { NoAnswer, UnexpectedAnswer } from '#libs/vercel-simulator';

/** A call of the provider's own: of an operator, or of one of his meters. */
export interface OwnCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly key?: string;
  readonly body?: unknown;
}

/** As in the environment of every server under test. */
const OPERATOR = 'admin-key-of-the-tests';
/** Under which meters tell what was used. */
export const METER = 'usage-key-of-the-tests';

/** Sends it once; throws as the simulator does when Vercel hears nothing, or something else than it must. */
export async function callAs(
  who: 'operator' | 'meter',
  server: string,
  { method, path, key, body }: OwnCall,
): Promise<unknown> {
  const secret = who === 'operator' ? OPERATOR : METER;
  const sent = fetch(server + path, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { status, text } = await read(sent, `${method} ${path}`);
  const told: unknown = text === '' ? undefined : JSON.parse(text);
  if (status < 300) return told;
  const answer = { status, body: told, headers: {}, attempts: 1, faults: [] };
  throw new UnexpectedAnswer(`${method} ${path}`, 'a 2xx', answer);
}

async function read(
  sent: Promise<Response>,
  what: string,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await sent;
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new NoAnswer(`${what}: the line was lost`, { cause });
  }
}
