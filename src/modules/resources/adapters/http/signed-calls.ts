import { randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';
import { sign } from '#libs/standard-webhooks';
import { DriverUnavailable } from '../../driver.errors.js';

/** The largest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 1_024 * 1_024;
const CONNECT_MS = 5_000;
const CONNECTIONS = 64;

/** An answer of the provider's service; `body` is null where it is not a JSON object. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** Where the provider's service is, the keys of the secrets it shares with us, newest first, and the real time. */
export interface ServiceAddress {
  readonly url: string;
  readonly keys: readonly Uint8Array[];
  readonly now: () => Date;
}

/** Sends signed JSON, each message once: no redirect is followed, nothing is repeated. */
export class SignedCalls {
  readonly #agent = new Agent({ connections: CONNECTIONS, pipelining: 1, connect: { timeout: CONNECT_MS } });

  constructor(private readonly address: ServiceAddress) {}

  /** @throws DriverUnavailable when no whole answer came before the signal */
  async post(path: string, message: object, signal: AbortSignal): Promise<ServiceAnswer> {
    const body = JSON.stringify(message);
    const id = `msg_${randomBytes(16).toString('base64url')}`;
    const headers = {
      ...sign({ id, at: this.address.now(), body }, this.address.keys),
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'stallholder',
    };
    try {
      const target = { method: 'POST', headers, body, signal, dispatcher: this.#agent } as const;
      const answer = await request(`${this.address.url}${path}`, target);
      return { status: answer.statusCode, body: objectOf(await read(answer.body)) };
    } catch (error) {
      throw new DriverUnavailable(`the service did not answer ${path}`, { cause: error });
    }
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** Leaving the loop closes the connection. */
async function read(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function objectOf(raw: Buffer): ServiceAnswer['body'] {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
