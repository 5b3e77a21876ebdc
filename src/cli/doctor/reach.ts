/** Less than a check may take, so that it can still say what it waited for. */
const TIME_LIMIT_MS = 4_000;
/** No answer that is looked at is larger. */
const MOST_BYTES = 262_144;

/** What an address answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Milliseconds that the round trip took. */
  readonly took: number;
}

/** Nothing was answered: whose fault that is, and in a few words what happened. */
export class Unreachable extends Error {
  constructor(readonly fault: 'name' | 'certificate' | 'time-out' | 'refused' | 'connection') {
    super(WORDS[fault]);
    this.name = new.target.name;
  }
}

const WORDS = {
  name: 'its name cannot be resolved (DNS)',
  certificate: 'no secure connection can be made (TLS)',
  'time-out': `no answer came within ${TIME_LIMIT_MS / 1_000} seconds (time-out)`,
  refused: 'nothing listens there (connection refused)',
  connection: 'the connection broke',
} as const;

/** What is to be done where nothing was answered. */
export const ADVICE: Readonly<Record<Unreachable['fault'], string>> = {
  name: 'Check the address, and the name servers of this machine or cluster.',
  certificate:
    'Check the certificate and its chain; behind a proxy that opens TLS, give its authority in NODE_EXTRA_CA_CERTS.',
  'time-out': 'Check firewalls and network policies between here and there.',
  refused: 'Check the address and its port, and whether the service runs.',
  connection: 'Check the address and what stands between here and there.',
};

/** Asks an address; whatever status it has, it is an answer. Redirects are not followed. @throws Unreachable */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const started = performance.now();
  try {
    const response = await fetch(url, { redirect: 'manual', ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    const took = performance.now() - started;
    return { status: response.status, headers: response.headers, text: await textOf(response), took };
  } catch (error) {
    throw new Unreachable(faultOf(error));
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Which kind of failure an error of a request stands for; read by shape, since it may be from another realm. */
export function faultOf(error: unknown): Unreachable['fault'] {
  const { name, code, cause, errors } = Object(error) as Record<string, unknown>;
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
  const inner = cause ?? first;
  if (name === 'TimeoutError' || isOneOf(code, /^(ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/)) return 'time-out';
  if (isOneOf(code, /^(ENOTFOUND|EAI_AGAIN)$/)) return 'name';
  if (isOneOf(code, /CERT|SSL|TLS|EPROTO|UNABLE_TO_VERIFY|SELF_SIGNED/)) return 'certificate';
  if (isOneOf(code, /^ECONNREFUSED$/)) return 'refused';
  return inner === undefined || inner === null ? 'connection' : faultOf(inner);
}

function isOneOf(code: unknown, pattern: RegExp): boolean {
  return typeof code === 'string' && pattern.test(code);
}
