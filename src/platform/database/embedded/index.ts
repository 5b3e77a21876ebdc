import { type Durability, ensureCluster } from './cluster.js';
import { settle } from './location.js';
import { EmbeddedServer } from './server.js';

/** Where and how to run an embedded server. */
export interface EmbeddedPostgresOptions {
  /** Made when missing; what is in it stays from run to run. */
  readonly directory: string;
  readonly durability: Durability;
  /** Receives the server's own lines, and what the supervisor decides. */
  readonly log?: (line: string) => void;
}

/** A running server and the database `stallholder` on it. */
export interface EmbeddedPostgres {
  /** The address of the database, as its superuser; the same from start to start unless the port was taken. */
  readonly url: string;
  readonly port: number;
  /** Where its files really are: elsewhere than asked for, when root asked for a place that only root can enter. */
  readonly directory: string;
  /** The server's process id, another one after it crashed and was restarted. */
  readonly pid: number;
  /** False when another process started the server: then it ends with that process. */
  readonly startedHere: boolean;
  /** Resolves when the server is gone; leaves a server alone that another process started. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL 18 in a directory, or joins the server that runs there. The server never outlives this process.
 * @throws EmbeddedPostgresUnavailable with what to do, when this machine or account cannot run it
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const location = settle(options.directory, log);
  const cluster = await ensureCluster(location, options.durability);
  const server = new EmbeddedServer(cluster, { durability: options.durability, log });
  await server.open();
  return server;
}
