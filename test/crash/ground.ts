import { rowsOf } from '../../src/modules/resources/testing/postgres-server.js';
import type { Stage } from './stage.js';

interface Secret {
  readonly name: string;
  readonly value: string;
}

/** A resource as it stands in the database. */
export interface Row {
  readonly id: string;
  readonly state: string;
}

const ROWS = `SELECT id, state FROM resources WHERE installation_id = $1 ORDER BY created_at, id`;
const LIVE = `SELECT id FROM resources WHERE state NOT IN ('removing', 'removed')`;
const DEAD_WITHOUT_REASON = `SELECT data FROM pgboss.job WHERE name = 'dead' AND source_output IS NULL`;

/** What the tests find out past the server. */
export class Ground {
  constructor(private readonly stage: Stage) {}

  /** All resources that an installation has or had. */
  async rows(installationId: string): Promise<readonly Row[]> {
    return (await this.stage.sql(ROWS, [installationId])) as Row[];
  }

  async live(installationId: string): Promise<readonly Row[]> {
    return (await this.rows(installationId)).filter(({ state }) => state !== 'removing' && state !== 'removed');
  }

  /** How often something is on record as done. */
  async times(installationId: string, action: string): Promise<number> {
    const text = 'SELECT 1 FROM audit_entries WHERE installation_id = $1 AND action = $2';
    return (await this.stage.sql(text, [installationId, action])).length;
  }

  /** Whether a session opens with the credentials. */
  opens(secrets: readonly Secret[]): Promise<boolean> {
    const url = secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';
    return rowsOf(url, 'SELECT 1').then(
      () => true,
      () => false,
    );
  }

  /** What must hold at rest whatever was going on: no orphan at the product, no dead letter without a reason, no breach of the contract. */
  async faults(): Promise<readonly string[]> {
    const live = (await this.stage.sql(LIVE)).map(({ id }) => id as string);
    const pieces = await this.stage.product.pieces();
    const databases = new Set(await this.stage.product.databases());
    const orphans = pieces.filter(({ name }) => !live.some((id) => name.startsWith(id)));
    const missing = live.filter((id) => !databases.has(id));
    const silent = await this.stage.sql(DEAD_WITHOUT_REASON);
    return [
      ...orphans.map(({ kind, name }) => `the ${kind} ${name} belongs to no live resource`),
      ...missing.map((id) => `the resource ${id} has no database`),
      ...silent.map(({ data }) => `a dead letter has no reason: ${JSON.stringify(data)}`),
      ...this.stage.vercel.violations.map((violation) => `against the contract: ${JSON.stringify(violation)}`),
    ];
  }
}

/** The fault, unless the fact is as it must be. */
export function unless(isRight: boolean, fault: string): readonly string[] {
  return isRight ? [] : [fault];
}
