/** An object of a payload; what it holds is not known before it is looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object under a key, empty where there is none. */
export function fieldsOf(fields: Fields, key: string): Fields {
  const value = fields[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The text under a key, null where there is none or an empty one. */
export function textOf(fields: Fields, key: string): string | null {
  const value = fields[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The texts of the list under a key; whatever else is in it is left out. Null where there is no list. */
export function textsOf(fields: Fields, key: string): readonly string[] | null {
  const value = fields[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}

/** The objects of the list under a key. */
export function listOf(fields: Fields, key: string): readonly Fields[] {
  const value = fields[key];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Fields => typeof item === 'object' && item !== null && !Array.isArray(item));
}
