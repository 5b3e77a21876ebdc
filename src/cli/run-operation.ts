import { randomUUID } from 'node:crypto';
import { SingleBar } from 'cli-progress';
import type { AdminClient } from './admin-client.js';
import { CommandFailed, EXIT } from './ending.js';
import type { Field, Operation } from './operation.js';
import { listOf } from './print.js';

/** Texts as they were given, by the names of the API. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** How a command was given. */
export interface Invocation {
  readonly operation: Operation;
  readonly places: readonly string[];
  readonly given: Given;
  /** All pages of a list instead of the first. */
  readonly all: boolean;
}

const KEY_OPTION = 'idempotencyKey';

/** Sends an operation, or as many as a list has pages. @throws CommandFailed */
export async function runOperation(
  client: AdminClient,
  { operation, places, given, all }: Invocation,
): Promise<unknown> {
  const query = valuesOf(operation.query, given);
  const body = valuesOf(operation.body, given);
  const idempotencyKey = operation.isKeyed ? String(given[KEY_OPTION] ?? randomUUID()) : undefined;
  const call = {
    method: operation.method,
    ...(operation.body.length === 0 ? {} : { body }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  try {
    if (all)
      return await allPages((cursor) =>
        client.send({ ...call, path: pathOf(operation, places, { ...query, ...cursor }) }),
      );
    return await client.send({ ...call, path: pathOf(operation, places, query) });
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.exitCode !== EXIT.unavailable || idempotencyKey === undefined)
      throw error;
    throw new CommandFailed(
      `${error.message}\nWhether it was done is not known. To try again: --idempotency-key ${idempotencyKey}`,
      EXIT.unavailable,
    );
  }
}

/** Every page, one after the other, with a bar for whoever watches. */
async function allPages(page: (cursor: { readonly cursor?: string }) => Promise<unknown>): Promise<unknown> {
  const bar = new SingleBar({ format: '{value} read', stream: process.stderr, noTTYOutput: false });
  const rows: unknown[] = [];
  let cursor: string | undefined;
  bar.start(0, 0);
  try {
    do {
      const answer = await page(cursor === undefined ? {} : { cursor });
      rows.push(...(listOf(answer) ?? []));
      bar.update(rows.length);
      cursor = (answer as { readonly next?: string } | null)?.next ?? undefined;
    } while (cursor !== undefined);
  } finally {
    bar.stop();
  }
  return rows;
}

function pathOf(operation: Operation, places: readonly string[], query: Readonly<Record<string, unknown>>): string {
  const path = operation.places.reduce(
    (text, place, index) => text.replace(`{${place}}`, encodeURIComponent(places[index] ?? '')),
    operation.path,
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return search === '' ? path : `${path}?${search}`;
}

function valuesOf(fields: readonly Field[], given: Given): Readonly<Record<string, unknown>> {
  const set = fields.filter(({ name }) => given[name] !== undefined);
  return Object.fromEntries(set.map((field) => [field.name, valueOf(field, given[field.name])]));
}

function valueOf({ name, type }: Field, text: unknown): unknown {
  if (type === 'text') return text;
  if (type === 'boolean') return text === true || text === 'true';
  const value = type === 'number' ? Number(text) : jsonOf(String(text));
  if (value === undefined || Number.isNaN(value)) throw new CommandFailed(`--${name} is no ${type}`, EXIT.misused);
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
