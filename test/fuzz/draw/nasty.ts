import fc from 'fast-check';

/** Stands in a text for what JSON can say and JavaScript cannot hold; see `asJson`. */
const RAW = ['1e400', '-1e400', '12345678901234567890.5', '9007199254740993', '1E+2', '-0.0', '1e-400'];

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  'x'.repeat(300),
  'x'.repeat(5_000),
  '\u2764\ufe0f'.repeat(100),
  '\u202eabc',
  'a\r\nX-Injected: 1',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '__proto__',
  'constructor',
  '../..',
  'null',
  'NaN',
  '-1',
  '1e400',
  '9007199254740993',
  '0.0000000001',
  '99999999999999999999',
  '2026-13-45T99:99:99Z',
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-02-30T00:00:00Z',
  'javascript:alert(1)',
  '\u2028',
];

const NUMBERS = [0, -1, 0.5, 0.1 + 0.2, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 53), 1e21, Number.MAX_VALUE, 5e-324];

/** Texts that tend to break something between the wire and the database. */
export const nastyTexts = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));

/** Values of any kind, mostly of the wrong one. */
export const nastyValues: fc.Arbitrary<unknown> = fc.oneof(
  nastyTexts,
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...RAW.map((text) => `\u00ab${text}\u00bb`)),
  fc.constantFrom<unknown>(null, true, false, [], {}, [null], JSON.parse('{"__proto__":{"a":1}}')),
  fc.constantFrom(33, 200, 3_000).map(nested),
  fc.constant(Array.from({ length: 1_500 }, () => 'a')),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Names of fields that nobody has asked for. */
export const nastyNames = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'id', 'installationId', 'state', '', 'a.b', '\0'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** A value as JSON, with the numbers that only JSON knows. */
export function asJson(value: unknown): string {
  return (JSON.stringify(value) ?? '').replaceAll(/"\u00ab([^"\u00bb]*)\u00bb"/g, '$1');
}

/** So many arrays in each other, as JSON of their own: a value could not be drawn so deep. */
function nested(depth: number): string {
  return `\u00ab${'['.repeat(depth)}${']'.repeat(depth)}\u00bb`;
}
