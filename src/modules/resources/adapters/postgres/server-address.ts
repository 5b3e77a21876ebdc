import pg from 'pg';
import { Secret } from '../../../../platform/crypto/index.js';
import type { DriverSecret } from '../../driver.port.js';
import type { InstanceNames } from './instance-names.js';
import type { PostgresDriverOptions } from './postgres.options.js';

/** Who opens a session where, and the settings that no stored default may override. */
export interface SessionTarget {
  readonly database: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly password?: Secret;
}

/** Modes under which this client has verified the server's certificate against the public authorities. */
const VERIFIED = new Set(['require', 'verify-ca', 'verify-full']);

/** Where the server is: for the administrator, and for customers. */
export class ServerAddress {
  readonly #admin: pg.Client;
  readonly #host: string;
  readonly #port: number;
  readonly #query: string;

  constructor(options: PostgresDriverOptions) {
    this.#admin = new pg.Client({ connectionString: options.adminUrl });
    this.#host = options.publicHost ?? this.#admin.host;
    this.#port = options.publicPort ?? this.#admin.port;
    this.#query = clientsCanVerify(options.adminUrl) ? '?sslmode=require' : '';
    if (this.#host.startsWith('/')) throw new TypeError('a server behind a Unix socket needs a public host');
  }

  /** How to connect as the administrator, or as the target's user. */
  connection(target: SessionTarget): pg.ClientConfig {
    return {
      host: this.#admin.host,
      port: this.#admin.port,
      ssl: this.#admin.ssl,
      user: target.user ?? this.#admin.user,
      password: target.password?.reveal() ?? this.#admin.password,
      database: target.database,
      application_name: 'stallholder',
      connectionTimeoutMillis: 3_000,
      options: Object.entries(target.settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    };
  }

  /** The database the administrator's own URL names. */
  get adminDatabase(): string {
    return this.#admin.database ?? 'postgres';
  }

  /** The customer's environment variables. */
  secrets(names: InstanceNames, login: string, password: Secret): readonly DriverSecret[] {
    const host = this.#host.includes(':') ? `[${this.#host}]` : this.#host;
    const url = `postgres://${login}:${password.reveal()}@${host}:${this.#port}/${names.database}${this.#query}`;
    return [
      { name: 'POSTGRES_URL', value: Secret.of(url) },
      { name: 'POSTGRES_HOST', value: Secret.of(this.#host) },
      { name: 'POSTGRES_PORT', value: Secret.of(String(this.#port)) },
      { name: 'POSTGRES_USER', value: Secret.of(login) },
      { name: 'POSTGRES_PASSWORD', value: password },
      { name: 'POSTGRES_DATABASE', value: Secret.of(names.database) },
    ];
  }
}

/** Taken from the administrator's URL and not probed, so that a repeat gives the same secrets; a private authority is not the customers'. */
function clientsCanVerify(adminUrl: string): boolean {
  const query = new URLSearchParams(adminUrl.split('?')[1] ?? '');
  if (query.has('sslrootcert') || query.get('uselibpqcompat') === 'true') return false;
  return VERIFIED.has(query.get('sslmode') ?? '');
}
