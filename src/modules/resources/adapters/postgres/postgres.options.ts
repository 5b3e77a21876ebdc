/** What one instance and one console command may take. */
export interface PostgresLimits {
  /** Sessions at once per credential. */
  readonly connections: number;
  /** Sessions of this process as the administrator. */
  readonly adminConnections: number;
  readonly consoleRows: number;
  /** Bytes of an answer's cells as JSON. */
  readonly consoleBytes: number;
  readonly consoleTimeoutMs: number;
}

/** `adminUrl` names a role with CREATEDB and CREATEROLE (or a superuser), connected directly, not through a transaction pooler. */
export interface PostgresDriverOptions {
  readonly adminUrl: string;
  /** Where customers reach the server, when that is another address than the administrator's. */
  readonly publicHost?: string;
  readonly publicPort?: number;
  readonly limits?: Partial<PostgresLimits>;
}

export const DEFAULT_LIMITS: PostgresLimits = {
  connections: 20,
  adminConnections: 4,
  consoleRows: 500,
  consoleBytes: 256 * 1024,
  consoleTimeoutMs: 5_000,
};
