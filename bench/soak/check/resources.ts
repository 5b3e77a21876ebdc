import type { HeldInstallation, HeldResource } from '#libs/vercel-simulator';
import { opens } from '../traffic/secrets.js';
import type { Ground } from '../traffic/loop.js';

interface Row {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly installationId: string;
  readonly name: string;
  readonly plan: string;
  readonly state: string;
}

const LIVE = `SELECT id, installation_id AS "installationId", name, plan_id AS plan, state FROM resources
  WHERE state <> 'removed'`;
const DATABASES = `SELECT datname AS name FROM pg_database WHERE datname LIKE 'res\\_%'`;
const CONNECTIONS_AT_ONCE = 8;

/** What is here is what Vercel holds and what stands at the product, and its secrets work (invariants 1, 5, 6, 9 and 11). */
export async function checkResources(ground: Ground): Promise<void> {
  const { stage, findings, book } = ground;
  const rows = await stage.sql<Row>(LIVE);
  const installed = [...stage.vercel.record.installations.values()].filter(({ state }) => state === 'installed');
  const held = installed.flatMap((each) => [...each.resources.values()].map((resource) => saidOf(each, resource)));
  const here = rows.map(({ installationId, id, name, plan, state }) =>
    [installationId, id, name, plan, state].join(' '),
  );
  findings.addAll('a resource is not here as Vercel holds it', missing(held, here));
  findings.addAll('a resource is here that Vercel does not hold so', missing(here, held));
  const databases = (await stage.sql<{ name: string }>(DATABASES)).map(({ name }) => name);
  const ids = rows.map(({ id }) => id);
  book.done.set('resources compared', ids.length);
  findings.addAll('a database belongs to no live resource', missing(databases, ids));
  findings.addAll('a live resource has no database', missing(ids, databases));
  findings.addAll(
    'what was refused is there',
    missing(
      book.refused,
      missing(
        book.refused,
        rows.map(({ name }) => name),
      ),
    ),
  );
  await connectToAll(ground);
}

function saidOf({ id: installationId }: HeldInstallation, { id, name, billingPlan, status }: HeldResource): string {
  return [installationId, id, name, billingPlan?.id, status].join(' ');
}

async function connectToAll({ stage, findings, book }: Ground): Promise<void> {
  const left = book.restful().flatMap(({ resource }) => (resource.status === 'ready' ? [resource] : []));
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const fault = await opens(stage, next);
      if (fault !== null) findings.add('secrets that Vercel holds do not work in the end', fault);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, lane));
}

function missing(wanted: readonly string[], there: readonly string[]): readonly string[] {
  const found = new Set(there);
  return wanted.filter((each) => !found.has(each));
}
