import { InvalidInput } from '../../../platform/errors/index.js';

/** How `?metadata=` is documented; its parameters are of unknown type, so that the framework joins no repeated ones to a text. */
export const METADATA_QUERY = { name: 'metadata', required: false, type: String } as const;

/** The form values in `?metadata=`: JSON text of an object, possibly incomplete; absent reads as an empty form. */
export function readMetadataQuery(query: unknown): Readonly<Record<string, unknown>> {
  if (query === undefined || query === '') return {};
  const value = typeof query === 'string' ? parse(query) : undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidInput([{ key: 'metadata', message: 'must be one JSON object' }]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
