import type { ReplBlock } from '#libs/vercel-contract';
import type { Secret } from '../../../../platform/crypto/index.js';
import { DriverRefused } from '../../driver.errors.js';
import {
  ProductDriver,
  type DriverCall,
  type DriverCommand,
  type Deprovisioned,
  type DriverResource,
  type Made,
  type Provisioned,
  type Reading,
  type ReadingSpan,
} from '../../driver.port.js';
import type { Adoption, Importable, InstanceOwner } from '../../importing.port.js';
import { AdminServer } from './admin-server.js';
import { refuseUnlessWhole, within } from './call-failures.js';
import { Console } from './console.js';
import { addLogin, createInstance, loginSettings, openInstance } from './create-instance.js';
import { destroyInstance } from './destroy-instance.js';
import { derivedCredential } from './instance-credentials.js';
import { FIRST_VERSION, instanceNames, loginName, type InstanceNames } from './instance-names.js';
import { readState, type InstanceState } from './instance-state.js';
import { DEFAULT_LIMITS, type PostgresDriverOptions, type PostgresLimits } from './postgres.options.js';
import { closeDatabases, type ServerPreparation } from './prepare-server.js';
import { LinkedDatabases } from './linked/linked-databases.js';
import { revokeLogin } from './revoke-login.js';
import { ServerAddress } from './server-address.js';
import { suspendInstance } from './suspend-instance.js';
import type pg from 'pg';

/** In GB of 10^9 bytes, to the byte. */
const STORAGE = `SELECT trim_scale(pg_database_size(oid) / 1e9)::text AS value FROM pg_database WHERE datname = $1`;

type Work<T> = (sql: pg.ClientBase, state: InstanceState, names: InstanceNames) => Promise<T>;

/** Sells PostgreSQL: a database of its own per resource, on one server. */
export class PostgresDriver extends ProductDriver {
  readonly #limits: PostgresLimits;
  readonly #address: ServerAddress;
  readonly #admin: AdminServer;
  readonly #console: Console;
  readonly #linked: LinkedDatabases;

  constructor(options: PostgresDriverOptions) {
    super();
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#address = new ServerAddress(options);
    this.#admin = new AdminServer(this.#address, this.#limits.adminConnections);
    this.#console = new Console(this.#admin, this.#address, this.#limits);
    this.#linked = new LinkedDatabases(this.#admin, this.#address, this.#limits);
  }

  /** At set-up, and again whenever a database was added: customers' roles must find every other database closed. */
  async prepareServer(call: DriverCall): Promise<ServerPreparation> {
    return within(call, this.#admin.exclusively('prepare-server', call.signal, closeDatabases));
  }

  async provision(resource: DriverResource, credentialSeed: Secret, call: DriverCall): Promise<Provisioned> {
    const names = instanceNames(resource.id);
    const login = loginName(names, FIRST_VERSION);
    const { password, verifier } = await derivedCredential(credentialSeed, login);
    const settings = loginSettings({ login, verifier, connections: this.#limits.connections });
    await this.#exclusively(resource, call, async (sql, state) => {
      const isWhole = state.condition === 'ready' || state.condition === 'suspended';
      if (isWhole && !state.logins.includes(login)) return;
      if (isWhole) return void (await sql.query(settings));
      await createInstance(this.#admin, sql, names, state);
      await sql.query(`${settings};${openInstance(names, new Set([...state.logins, login]))}`);
    });
    return { status: 'ready', secrets: this.#address.secrets(names, login, password) };
  }

  /** No plan or metadata changes an instance so far. */
  async update(resource: DriverResource, call: DriverCall): Promise<void> {
    if (resource.instance !== undefined) return this.#linked.assertHeld(resource, call);
    await this.#exclusively(resource, call, async (_sql, state) => refuseUnlessWhole(state));
  }

  async suspend(resource: DriverResource, call: DriverCall): Promise<void> {
    if (resource.instance !== undefined) return this.#linked.suspend(resource, call);
    await this.#exclusively(resource, call, async (sql, state, names) => {
      if (state.condition === 'ready' || state.condition === 'suspended') await suspendInstance(sql, names, state);
    });
  }

  async resume(resource: DriverResource, call: DriverCall): Promise<void> {
    if (resource.instance !== undefined) return this.#linked.resume(resource, call);
    await this.#exclusively(resource, call, async (sql, state, names) => {
      refuseUnlessWhole(state);
      await sql.query(openInstance(names, state.logins));
    });
  }

  async deprovision(resource: DriverResource, call: DriverCall): Promise<Deprovisioned> {
    await this.#exclusively(resource, call, async (sql, state, names) => {
      if (state.condition !== 'missing') await destroyInstance(this.#admin, sql, names, state);
    });
    return { status: 'gone' };
  }

  async rotateSecrets(
    resource: DriverResource,
    credentialSeed: Secret,
    version: number,
    call: DriverCall,
  ): Promise<Made> {
    if (resource.instance !== undefined) return this.#linked.rotate(resource, credentialSeed, version, call);
    const names = instanceNames(resource.id);
    const login = loginName(names, version);
    const { password, verifier } = await derivedCredential(credentialSeed, login);
    await this.#exclusively(resource, call, async (sql, state) => {
      refuseUnlessWhole(state);
      const isRevoked = state.roles.includes(login) && !state.logins.includes(login);
      if (isRevoked) throw new DriverRefused('The credential has been revoked.');
      await addLogin(this.#admin, sql, names, state, { login, verifier, connections: this.#limits.connections });
    });
    return { status: 'ready', secrets: this.#address.secrets(names, login, password) };
  }

  async revokeSecrets(resource: DriverResource, version: number, call: DriverCall): Promise<void> {
    if (resource.instance !== undefined) return this.#linked.revoke(resource, version, call);
    await this.#exclusively(resource, call, (sql, state, names) =>
      revokeLogin(this.#admin, sql, names, state, loginName(names, version)),
    );
  }

  override get measures(): boolean {
    return true;
  }

  /** The meter `storage`: what the database takes on disk. */
  override async usage(resource: DriverResource, _span: ReadingSpan, call: DriverCall): Promise<readonly Reading[]> {
    const { database } = instanceNames(resource.id);
    const [size] = await within(call, this.#admin.query<{ readonly value: string }>(STORAGE, [database]));
    if (size === undefined) throw new DriverRefused('The database does not exist.');
    return [{ meter: 'storage', value: size.value }];
  }

  override get imports(): boolean {
    return true;
  }

  /** Databases whose owner role carries the owner's mark (README), and nothing that could reach further. */
  override listImportable(
    owner: InstanceOwner,
    _productSlug: string,
    call: DriverCall,
  ): Promise<readonly Importable[]> {
    return this.#linked.list(owner, call);
  }

  override adopt(resource: DriverResource, adoption: Adoption, seed: Secret, call: DriverCall): Promise<Made> {
    return this.#linked.adopt(resource, adoption, seed, call);
  }

  override release(resource: DriverResource, call: DriverCall): Promise<void> {
    return this.#linked.release(resource, call);
  }

  override holds(resource: DriverResource, call: DriverCall): Promise<boolean> {
    return this.#linked.holds(resource, call);
  }

  async repl(resource: DriverResource, command: DriverCommand, call: DriverCall): Promise<readonly ReplBlock[]> {
    const names =
      resource.instance === undefined ? instanceNames(resource.id) : await this.#linked.names(resource, call);
    return within(call, this.#console.run(names, command, call.signal));
  }

  /** Ends the administrator's sessions. */
  async close(): Promise<void> {
    await this.#admin.close();
  }

  async #exclusively<T>(resource: DriverResource, call: DriverCall, work: Work<T>): Promise<T> {
    const names = instanceNames(resource.id);
    const run = this.#admin.exclusively(names.base, call.signal, async (sql) =>
      work(sql, await readState(sql, names), names),
    );
    return within(call, run);
  }
}
