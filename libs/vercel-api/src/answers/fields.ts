/** A JSON object whose values are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key, if it is one and not empty. */
export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The text under a key as an object to spread, so that an absent one stays absent. */
export function maybeText<Key extends string>(fields: Fields, key: Key): { readonly [name in Key]?: string } {
  const value = textOf(fields, key);
  return value === undefined ? {} : ({ [key]: value } as { readonly [name in Key]?: string });
}

/** The texts of a list under a key as an object to spread; what is no text in it is left out. */
export function maybeTexts<Key extends string>(
  fields: Fields,
  key: Key,
): { readonly [name in Key]?: readonly string[] } {
  const value = fields[key];
  if (!Array.isArray(value)) return {};
  const texts: readonly string[] = value.filter((item) => typeof item === 'string');
  return { [key]: texts } as { readonly [name in Key]: readonly string[] };
}
