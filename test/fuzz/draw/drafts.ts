import fc from 'fast-check';
import type { ApiDocument, Described, Parameter } from '../described.js';
import { brokenOf, spoilt } from './broken.js';
import { asJson, nastyTexts } from './nasty.js';
import { type Known, validOf } from './valid.js';

/** A request before `{{x}}` is filled in with what stands when it is sent. */
export interface Draft {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Who calls, by a name that the ground knows. */
  readonly caller: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What is known about the other side. */
export interface Surroundings {
  readonly document: ApiDocument;
  readonly known: Known;
  /** Those who may call the operation come first. */
  readonly callers: readonly string[];
}

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json;charset=latin1',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'APPLICATION/JSON',
  ';',
];
const ODD_SEGMENTS = [
  '%',
  '%00',
  '%ff',
  '%zz',
  '..%2f..',
  '%2e%2e',
  '.',
  '..',
  '%F0%9F',
  '%ed%a0%80',
  '%c0%af',
  'a;b=c',
  `x${'y'.repeat(6_000)}`,
];
const ODD_ENDS = ['/', '//', '/x', '/%2f', ';a', '.json', '%20'];

/** Requests to an operation: right ones, ones with something wrong, and ones with everything wrong. */
export function draftsOf(operation: Described, around: Surroundings): fc.Arbitrary<Draft> {
  return fc.oneof(
    { weight: 1, arbitrary: rightOf(operation, around) },
    { weight: 2, arbitrary: anyOf(operation, around) },
  );
}

/** Nothing is wrong with them but, now and then, what they ask for. */
function rightOf(operation: Described, around: Surroundings): fc.Arbitrary<Draft> {
  const { method, path, bodies } = operation;
  const { document, known, callers } = around;
  const [[type, schema] = []] = Object.entries(bodies);
  return fc.record({
    method: fc.constant(method),
    path: fc.constant(path.replaceAll(/\{(\w+)\}/g, '{{$1}}')),
    query: rightQueriesOf(operation, around),
    caller: fc.constantFrom(...callers.slice(0, 1)),
    headers: fc
      .option(fc.uuid(), { freq: needsKey(operation) ? 1_000 : 2 })
      .map((key) => ({ ...(type && { 'content-type': type }), ...(key && { 'idempotency-key': key }) })),
    body: schema === undefined ? fc.constant(null) : validOf(document, schema, known).map(asJson),
  });
}

function anyOf(operation: Described, around: Surroundings): fc.Arbitrary<Draft> {
  return fc.record({
    method: mostly(19, fc.constant(operation.method), fc.constantFrom(...METHODS)),
    path: pathsOf(operation.path),
    query: queriesOf(operation, around),
    caller: mostly(5, fc.constantFrom(...around.callers.slice(0, 1)), fc.constantFrom(...around.callers)),
    headers: headersOf(operation),
    body: bodiesOf(operation, around),
  });
}

function needsKey({ parameters }: Described): boolean {
  return parameters.some(({ name, required }) => name.toLowerCase() === 'idempotency-key' && required);
}

function mostly<T>(weight: number, usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

function pathsOf(template: string): fc.Arbitrary<string> {
  const parts = template.split('/').map((part) => {
    if (!part.startsWith('{')) return fc.constant(part);
    const name = part.slice(1, -1);
    return fc.oneof(
      { weight: 14, arbitrary: fc.constant(`{{${name}}}`) },
      { weight: 1, arbitrary: fc.constant(`{{other.${name}}}`) },
      { weight: 1, arbitrary: nastyTexts.map((text) => encodeURIComponent(text.toWellFormed()) || '%20') },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_SEGMENTS) },
    );
  });
  const path = fc.tuple(...parts).map((all) => all.join('/'));
  const ended = fc.tuple(path, fc.constantFrom(...ODD_ENDS)).map(([start, end]) => start + end);
  return mostly(15, path, fc.oneof(ended, fc.tuple(path, fc.nat()).map(rewritten)));
}

/** The same path in another spelling: a part in capitals, encoded, empty, or led around. */
function rewritten([path, at]: [string, number]): string {
  const parts = path.split('/');
  const place = 1 + (at % (parts.length - 1));
  const part = parts[place] ?? '';
  const [first = ''] = part;
  const code = first.charCodeAt(0).toString(16).padStart(2, '0');
  const others = [
    part.toUpperCase(),
    `%${code}${part.slice(1)}`,
    `/${part}`,
    `./${part}`,
    `x/../${part}`,
    `${part};v=1`,
  ];
  return parts.with(place, part.startsWith('{{') ? `/${part}` : (others[at % others.length] ?? '')).join('/');
}

function queriesOf(operation: Described, around: Surroundings): fc.Arbitrary<string> {
  const pairs = queryOf(operation).map((parameter) => pairsOf(parameter, around));
  const odd = fc.constantFrom('__proto__[a]=1', 'a[b]=c', 'a=1&a=2', '%', '%00=%ff', '&&==&', 'limit=1&limit=2');
  return mostly(9, fc.oneof(rightQueriesOf(operation, around), joined(pairs)), odd);
}

function rightQueriesOf(operation: Described, around: Surroundings): fc.Arbitrary<string> {
  return joined(queryOf(operation).map((parameter) => rightPairOf(parameter, around)));
}

function queryOf({ parameters }: Described): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === 'query');
}

/** A few of them. */
function joined(pairs: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...pairs.map((pair) => mostly(2, fc.constant(''), pair))).map((all) => all.filter(Boolean).join('&'));
}

function rightPairOf({ name, schema }: Parameter, { document, known }: Surroundings): fc.Arbitrary<string> {
  return validOf(document, schema, known, name).map((value) => told(name, value));
}

function pairsOf(parameter: Parameter, around: Surroundings): fc.Arbitrary<string> {
  const { name } = parameter;
  const right = rightPairOf(parameter, around);
  return fc.oneof(
    { weight: 2, arbitrary: right },
    { weight: 2, arbitrary: nastyTexts.map((text) => told(name, text)) },
    { weight: 1, arbitrary: fc.tuple(right, right).map((both) => both.join('&')) },
    { weight: 1, arbitrary: right.map((pair) => pair.replace('=', '[x]=')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(`${name}=%`, `${name}=%c3%28`, name, `${name}=`, `${name.toUpperCase()}=1`),
    },
  );
}

function told(name: string, value: unknown): string {
  const texts = [value].flat().map((one) => (typeof one === 'string' ? one : asJson(one)));
  return texts.map((text) => `${name}=${encoded(text)}`).join('&');
}

/** What is to be filled in stays as it is. */
function encoded(text: string): string {
  return text.startsWith('{{') ? text : encodeURIComponent(text.toWellFormed());
}

function headersOf(operation: Described): fc.Arbitrary<Record<string, string>> {
  const types = Object.keys(operation.bodies);
  const type =
    types.length === 0
      ? mostly(19, fc.constant(''), fc.constantFrom('application/json', ...TYPES))
      : mostly(15, fc.constantFrom(...types), fc.constantFrom('', ...TYPES));
  const keys = fc.oneof(
    fc.uuid(),
    fc.constantFrom('a', 'b', 'k'.repeat(255), 'k'.repeat(256), '', '\u00e4', 'a,b', ' '),
  );
  const more = fc.constantFrom<Record<string, string>>(
    { 'x-long': 'y'.repeat(7_000) },
    Object.fromEntries(Array.from({ length: 60 }, (_none, at) => [`x-many-${at}`, 'y'.repeat(100)])),
    { cookie: `session=${'z'.repeat(4_000)}; session=\u00e9; =; ;;` },
    { 'transfer-encoding': 'chunked' },
    { expect: '100-continue' },
    { 'accept-language': '*;q=2, \u00e4' },
    { accept: 'application/x-ndjson' },
    { traceparent: '00-zz-zz-01' },
    { forwarded: 'for="[::1' },
    { 'x-forwarded-for': "'; DROP TABLE x, 999.1.1.1" },
    { 'x-vercel-id': 'a\u00e9'.repeat(200) },
    { 'x-http-method-override': 'DELETE' },
    { accept: 'text/html' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'identity' },
    { 'x-request-id': 'a"b\u00e9' },
    { 'if-none-match': '*' },
    { range: 'bytes=0-1' },
    { 'x-vercel-auth': 'system' },
  );
  const key = needsKey(operation) ? mostly(15, keys, fc.constant(null)) : fc.oneof(keys, fc.constant(null));
  return fc.tuple(type, key, mostly(12, fc.constant({}), more)).map(([media, key, other]) => ({
    ...(media === '' ? {} : { 'content-type': media }),
    ...(key === null ? {} : { 'idempotency-key': key }),
    ...other,
  }));
}

function bodiesOf(operation: Described, { document, known }: Surroundings): fc.Arbitrary<string | null> {
  const [schema] = Object.values(operation.bodies);
  if (schema === undefined) return mostly(15, fc.constant(null), fc.constantFrom('{}', '{"a":1}', '[', 'null'));
  const valid = validOf(document, schema, known);
  return fc.oneof(
    { weight: 9, arbitrary: valid.map(asJson) },
    { weight: 9, arbitrary: brokenOf(valid).map(asJson) },
    { weight: 3, arbitrary: spoilt(valid.map(asJson)) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}
