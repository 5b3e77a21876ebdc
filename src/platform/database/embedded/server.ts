import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { APPLICATION_DATABASE, ensureApplicationDatabase, urlOf } from './application-database.js';
import type { Cluster, Durability } from './cluster.js';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';
import { freePort } from './port.js';
import { lastPort, type Postmaster, readPostmaster } from './postmaster.js';
import { serverSettings } from './settings.js';
import { GuardedProcess, LOCK_HELD } from './watchdog.js';

const DEADLINE_MS = 30_000;
const POLL_MS = 10;
const SHORT_LIFE_MS = 1_000;
const SHORT_LIVES = 3;

/** Another server has the port, or had the directory a moment ago: the next attempt may succeed. */
const PORT_TAKEN = /could not create any TCP\/IP sockets/;
const DIRECTORY_TAKEN = /lock file "[^"]*" already exists|pre-existing shared memory block/;

/** How a server is to be run, and where its lines go. */
export interface ServerOptions {
  readonly durability: Durability;
  readonly log: (line: string) => void;
}

/** The server of a cluster: started here and restarted when it crashes, or joined and then left to its owner. */
export class EmbeddedServer {
  private postmaster: Postmaster | null = null;
  private process: GuardedProcess | null = null;
  private stopping = false;
  private shortLives = 0;
  private readonly cluster: Cluster;
  private readonly options: ServerOptions;

  constructor(cluster: Cluster, options: ServerOptions) {
    this.cluster = cluster;
    this.options = options;
  }

  get url(): string {
    return urlOf(this.port, this.cluster.password, APPLICATION_DATABASE);
  }

  get port(): number {
    return this.postmaster?.port ?? 0;
  }

  get pid(): number {
    return this.postmaster?.pid ?? 0;
  }

  get directory(): string {
    return this.cluster.home;
  }

  get startedHere(): boolean {
    return this.process !== null && this.process.commandPid === this.pid;
  }

  /** Joins the running server, or starts one; resolves when the application's database takes connections. */
  async open(): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!(await this.isServing())) {
      if (this.stopping) return;
      this.refuseLastingFailure();
      if (Date.now() > deadline) throw this.failure('did not become ready');
      if (this.mayLaunch()) this.process = await this.launch();
      await delay(POLL_MS);
    }
    if (this.process !== null && this.startedHere) void this.restartAfterCrash(this.process, Date.now());
  }

  /** Shuts the server down if it was started here. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.process?.stop();
  }

  private async isServing(): Promise<boolean> {
    const found = readPostmaster(this.cluster.data);
    if (!found?.alive || !found.ready) return false;
    if (!(await ensureApplicationDatabase(found.port, this.cluster.password))) return false;
    this.postmaster = found;
    return true;
  }

  private mayLaunch(): boolean {
    if (this.process !== null && this.process.exitCode === null) return false;
    return readPostmaster(this.cluster.data)?.alive !== true;
  }

  private async launch(): Promise<GuardedProcess> {
    const { account, native, data, home } = this.cluster;
    const portTaken = PORT_TAKEN.test(this.process?.lastWords ?? '');
    const port = await freePort(portTaken ? null : lastPort(data));
    const leftBehind = readPostmaster(data);
    return new GuardedProcess({
      program: path.join(native, 'bin', 'postgres'),
      args: ['-D', data, '-p', String(port), ...serverSettings(this.options.durability)],
      account,
      directory: home,
      lock: path.join(home, 'lock'),
      // PostgreSQL ignores a lock file of its grandparent, and so one whose process id another program has by now.
      env: leftBehind ? { PG_GRANDPARENT_PID: String(leftBehind.pid) } : {},
      log: this.options.log,
    });
  }

  private refuseLastingFailure(): void {
    const { exitCode = null, lastWords = '' } = this.process ?? {};
    if (exitCode === null || exitCode === LOCK_HELD || exitCode > 128) return;
    if (PORT_TAKEN.test(lastWords) || DIRECTORY_TAKEN.test(lastWords)) return;
    if (readPostmaster(this.cluster.data)?.alive) return;
    throw this.failure('did not start');
  }

  private failure(what: string): EmbeddedPostgresUnavailable {
    const words = this.process?.lastWords || 'it said nothing';
    return new EmbeddedPostgresUnavailable(`The embedded PostgreSQL in ${this.cluster.home} ${what} (${words}).`);
  }

  private async restartAfterCrash(process: GuardedProcess, since: number): Promise<void> {
    const exitCode = await process.ended;
    if (this.stopping || exitCode === 0) return;
    this.options.log(`embedded PostgreSQL: ended unexpectedly with ${exitCode}`);
    this.shortLives = Date.now() - since < SHORT_LIFE_MS ? this.shortLives + 1 : 0;
    if (this.shortLives > SHORT_LIVES) return;
    await this.open().catch((error: unknown) => this.options.log(`embedded PostgreSQL: ${String(error)}`));
  }
}
