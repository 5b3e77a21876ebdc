import { CommandFailed, EXIT } from './ending.js';

const TIME_LIMIT_MS = 60_000;

/** A call of the admin API. */
export interface AdminCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

interface Refusal {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly fields?: readonly { readonly key: string; readonly message?: string }[];
  };
}

/** The admin API of a server, wherever it runs. */
export class AdminClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** The answer's body; null where it has none. @throws CommandFailed */
  async send({ method, path, body, idempotencyKey }: AdminCall): Promise<unknown> {
    const answer = await this.fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const value: unknown = text === '' ? null : parsed(text);
    if (answer.ok) return value;
    throw new CommandFailed(sentence(answer.status, value), answer.status >= 500 ? EXIT.unavailable : EXIT.refused);
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.url}${path}`, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new CommandFailed(`The server cannot be reached: ${String(cause)}`, EXIT.unavailable);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sentence(status: number, body: unknown): string {
  const { code, message, fields = [] } = (body as Refusal | null)?.error ?? {};
  const faults = fields.map((field) => `\n  ${field.key}: ${field.message ?? 'is not fit'}`);
  return `${message ?? 'The server refused it'} (${code === undefined ? status : `${status} ${code}`})${faults.join('')}`;
}
