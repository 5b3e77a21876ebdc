import pg from 'pg';
import type { Secret } from '../../../../../platform/crypto/index.js';
import { DriverRefused } from '../../../driver.errors.js';
import type { DriverCall, DriverResource, Made } from '../../../driver.port.js';
import type { Adoption, Importable, InstanceOwner } from '../../../importing.port.js';
import type { AdminServer } from '../admin-server.js';
import { refuseUnlessWhole, within } from '../call-failures.js';
import { derivedCredential } from '../instance-credentials.js';
import { FIRST_VERSION, instanceNames, loginName, standingRoles, type InstanceNames } from '../instance-names.js';
import { markAs, readState, type InstanceState } from '../instance-state.js';
import type { PostgresLimits } from '../postgres.options.js';
import type { ServerAddress } from '../server-address.js';
import { closeLogins, endSessions, openingRoles } from '../suspend-instance.js';
import { addLinkedLogin, adoptDatabase } from './adopt-database.js';
import { type ImportableDatabase, importableOf } from './importable-databases.js';
import { letGo } from './let-go.js';
import { findLinked, linkedNames } from './linked-names.js';

const quote = pg.escapeIdentifier;
const GONE = 'The database is not there any more, or has another owner.';

type Work<T> = (sql: pg.ClientBase, names: InstanceNames, state: InstanceState) => Promise<T>;

/** Databases that customers had before: we add credentials of ours and take them away, the rest stays the customer's. */
export class LinkedDatabases {
  constructor(
    private readonly admin: AdminServer,
    private readonly address: ServerAddress,
    private readonly limits: PostgresLimits,
  ) {}

  async list(owner: InstanceOwner, call: DriverCall): Promise<readonly Importable[]> {
    const { text, values = [] } = importableOf(owner, null);
    const rows = await within(call, this.admin.query<ImportableDatabase>(text, values));
    return rows.map(({ instance, name }) => ({ instance, name }));
  }

  async adopt({ id }: DriverResource, { owner, instance }: Adoption, seed: Secret, call: DriverCall): Promise<Made> {
    const login = loginName(instanceNames(id), FIRST_VERSION);
    const { password, verifier } = await derivedCredential(seed, login);
    const settings = { login, verifier, connections: this.limits.connections };
    return this.exclusively(id, call, async (sql) => {
      const [found] = (await sql.query<ImportableDatabase>(importableOf(owner, instance))).rows;
      if (found === undefined) throw new DriverRefused('This database cannot be imported.');
      const names = linkedNames(id, { database: found.name, owner: found.owner });
      const state = await readState(sql, names);
      await adoptDatabase(this.admin, sql, names, state, settings);
      await sql.query(`ALTER ROLE ${quote(login)} LOGIN; ${markAs('ready', quote(names.owner))}`);
      return { status: 'ready', secrets: this.address.secrets(names, login, password) };
    });
  }

  /** @throws DriverRefused when it is gone */
  async names({ id, instance = '' }: DriverResource, call: DriverCall): Promise<InstanceNames> {
    const names = await within(call, findLinked(this.admin, id, instance));
    if (names === null) throw new DriverRefused(GONE);
    return names;
  }

  async holds({ id, instance = '' }: DriverResource, call: DriverCall): Promise<boolean> {
    return (await within(call, findLinked(this.admin, id, instance))) !== null;
  }

  /** Nothing of it changes with the resource's name. @throws DriverRefused when it is gone */
  async assertHeld(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.names(resource, call);
  }

  /** The customer's own credentials are not ours to close. */
  async suspend({ id }: DriverResource, call: DriverCall): Promise<void> {
    const names = instanceNames(id);
    await this.exclusively(id, call, async (sql) => {
      const state = await readState(sql, names);
      if (!state.roles.includes(names.owner)) return;
      const logins = openingRoles(names, state);
      await sql.query([...closeLogins(logins), markAs('suspended', quote(names.owner))].join(';'));
      await endSessions(sql, null, logins);
    });
  }

  async resume(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.inside(resource, call, async (sql, names, { logins }) => {
      const opening = logins.map((login) => `ALTER ROLE ${quote(login)} LOGIN`);
      await sql.query([...opening, markAs('ready', quote(names.owner))].join(';'));
    });
  }

  async rotate(resource: DriverResource, seed: Secret, version: number, call: DriverCall): Promise<Made> {
    const login = loginName(instanceNames(resource.id), version);
    const { password, verifier } = await derivedCredential(seed, login);
    return this.inside(resource, call, async (sql, names, state) => {
      const isRevoked = state.roles.includes(login) && !state.logins.includes(login);
      if (isRevoked) throw new DriverRefused('The credential has been revoked.');
      const settings = { login, verifier, connections: this.limits.connections };
      await addLinkedLogin(this.admin, sql, names, state, settings);
      return { status: 'ready', secrets: this.address.secrets(names, login, password) };
    });
  }

  async revoke({ id }: DriverResource, version: number, call: DriverCall): Promise<void> {
    const names = instanceNames(id);
    const login = loginName(names, version);
    await this.exclusively(id, call, async (sql) => {
      if (!(await readState(sql, names)).roles.includes(login)) return;
      await sql.query(`ALTER ROLE ${quote(login)} NOLOGIN PASSWORD NULL; ${markAs('revoked', quote(login))}`);
      await letGo(this.admin, sql, names.owner, [login]);
    });
  }

  /** All roles of ours go, the one that stands for the owner last: it tells whose the rest is. */
  async release({ id }: DriverResource, call: DriverCall): Promise<void> {
    const names = instanceNames(id);
    await this.exclusively(id, call, async (sql) => {
      const state = await readState(sql, names);
      const isThere = (role: string): boolean => state.roles.includes(role);
      await letGo(this.admin, sql, names.owner, openingRoles(names, state));
      await letGo(this.admin, sql, names.owner, standingRoles(names).slice(0, 1).filter(isThere));
    });
  }

  private async inside<T>(resource: DriverResource, call: DriverCall, work: Work<T>): Promise<T> {
    const { id, instance = '' } = resource;
    return this.exclusively(id, call, async (sql) => {
      const names = await findLinked(this.admin, id, instance);
      if (names === null) throw new DriverRefused(GONE);
      const state = await readState(sql, names);
      refuseUnlessWhole(state);
      return work(sql, names, state);
    });
  }

  private exclusively<T>(id: string, call: DriverCall, work: (sql: pg.ClientBase) => Promise<T>): Promise<T> {
    return within(call, this.admin.exclusively(instanceNames(id).base, call.signal, work));
  }
}
