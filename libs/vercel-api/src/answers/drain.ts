import { isFields, maybeText, maybeTexts, textOf } from './fields.js';

/** A drain or log drain, as far as it is relied on. */
export interface VercelDrain {
  readonly id: string;
  readonly name?: string;
  /** `enabled`, `disabled`, `errored`; absent of log drains. */
  readonly status?: string;
  readonly projectIds?: readonly string[];
}

/** Reads one drain. */
export function readDrain(json: unknown): VercelDrain | null {
  if (!isFields(json)) return null;
  const id = textOf(json, 'id');
  if (id === undefined) return null;
  return { id, ...maybeText(json, 'name'), ...maybeText(json, 'status'), ...maybeTexts(json, 'projectIds') };
}

/** Reads a list of drains: an object with the list, or a bare array. */
export function readDrains(json: unknown): readonly VercelDrain[] | null {
  const list = isFields(json) ? json['drains'] : json;
  return Array.isArray(list) ? list.map(readDrain).filter((drain) => drain !== null) : null;
}

/** What a test delivery came to; a 200 may say that nobody took it. */
export interface DrainTest {
  /** Null: it was taken. */
  readonly problem: string | null;
}

/** Reads the answer of a test delivery. */
export function readDrainTest(json: unknown): DrainTest {
  const problem = isFields(json) ? textOf(json, 'error') : undefined;
  return { problem: problem?.slice(0, 300) ?? null };
}
