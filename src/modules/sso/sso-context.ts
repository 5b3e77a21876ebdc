/** The parameters by which Vercel tells what somebody was looking at; none of them is signed. */
const NAMES = [
  'product_id',
  'resource_id',
  'check_id',
  'project_id',
  'experimentation_item_id',
  'invoice_id',
  'pr',
  'path',
  'url',
  'support',
] as const;

/** What somebody was looking at, as far as it was told and can be looked up at all. */
export type SsoContext = Readonly<Partial<Record<(typeof NAMES)[number], string>>>;

const LONGEST = 2_048;

/** Reads it from a query; what comes twice, is too long or no plain text counts as not told, and so does what has another name. */
export function readContext(query: Readonly<Record<string, unknown>>): SsoContext {
  const told = NAMES.flatMap((name) => {
    const value = query[name];
    return isPlain(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(told);
}

/** Printable ASCII: ids and URLs have nothing else. */
function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST && /^[\x21-\x7e]+$/.test(value);
}
