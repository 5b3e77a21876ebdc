import type { HeldResource } from '#libs/vercel-simulator';
import type { Stage } from '../stage.js';
import { again, anyOf, type Ground } from './loop.js';

const PROBES_MS = 300;

/** At every instant what Vercel holds of a resource's secrets opens it, unless PostgreSQL itself is away. */
export function probeSecrets(ground: Ground): Promise<void> {
  return again(ground, 'connecting to resources', PROBES_MS, async () => {
    const { stage, book, findings } = ground;
    const chosen = anyOf(book.restful().filter(({ resource }) => resource.status === 'ready'));
    if (chosen === undefined) return;
    const { resource, team } = chosen;
    const { secrets } = resource;
    const isSteady = stage.steadiness();
    const fault = await opens(stage, resource);
    const isSame = book
      .restful()
      .some((each) => each.team === team && each.resource.secrets === secrets && each.resource.status === 'ready');
    if (fault !== null && isSteady() && isSame) findings.add('secrets that Vercel holds do not work', fault);
    book.count('connections to resources');
  });
}

/** Null, or why not. */
export async function opens(stage: Stage, { id, secrets }: HeldResource): Promise<string | null> {
  const url = secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';
  try {
    await stage.at(url, 'SELECT 1');
    return null;
  } catch (error) {
    return `${id}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
