/** A JSON object whose values are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key, if it is one, not empty, and such as a database takes. */
export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return isText(value) && value !== '' ? value : undefined;
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
  const texts: readonly string[] = value.filter(isText);
  return { [key]: texts } as { readonly [name in Key]: readonly string[] };
}

/** What holds a NUL or half a character can be kept nowhere, and is no word of Vercel's. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\u0000') && value.isWellFormed();
}
