import 'reflect-metadata';
import pg from 'pg';
import { createApp } from './create-app.js';
import { describeFailure } from './describe-failure.js';
import { loadSettings } from './platform/config/index.js';
import { rotateKeys, SealedColumns, Sealer } from './platform/crypto/index.js';
import { DatabaseServer } from './platform/database/index.js';

/** Unreadable values beyond these are only counted. */
const NAMED_VALUES = 20;

type Rotation = Awaited<ReturnType<typeof rotateKeys>>;

/** Builds the server so that its modules declare what they seal, but neither starts nor listens. */
async function rotate(): Promise<Rotation> {
  const app = await createApp(loadSettings());
  const server = app.get(DatabaseServer);
  // A connection of its own, since counting a large table may take longer than the app lets a statement run.
  const client = new pg.Client({ connectionString: server.url, application_name: 'stallholder-rotate-keys' });
  try {
    await client.connect();
    const query = async (text: string, values: readonly unknown[]): Promise<readonly unknown[]> =>
      (await client.query(text, [...values])).rows;
    return await rotateKeys(query, app.get(SealedColumns), app.get(Sealer), {
      onProgress: ({ table, column, resealed }) => tell(`${table}.${column}: ${resealed} sealed anew`),
    });
  } finally {
    await client.end();
    await app.close();
    await server.stop();
  }
}

function report({ resealed, remaining, unreadable }: Rotation): void {
  for (const { table, column, row, code } of unreadable.slice(0, NAMED_VALUES)) {
    tell(`Unreadable (${code}): ${table}.${column} of ${row.join(', ')}`);
  }
  const outcome = remaining === 0 ? 'Done' : 'Not done';
  tell(`${outcome}: ${resealed} sealed anew, ${remaining} left under another key, ${unreadable.length} unreadable.`);
  if (remaining > 0) process.exitCode = 1;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  report(await rotate());
} catch (error) {
  process.stderr.write(`Not rotated: ${describeFailure(error)}\n`);
  process.exitCode = 1;
}
