import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callOf } from '../../support/partner-api/calls.js';
import { type Operation, operationOf, title, WRITES, WRITES_WITH_BODY } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const LIMIT = 256 * 1024;

type Body = Record<string, unknown>;
interface Sent {
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const text = (body: Body, extra = ''): string => `${JSON.stringify(body).slice(0, -1)}${extra}}`;
/** A right body with one member more, as text, since some of these no JSON.stringify would write. */
const withExtra = (body: Body, value: string): string =>
  text(body, `${Object.keys(body).length === 0 ? '' : ','}"extra":${value}`);
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const sized = (body: Body, bytes: number): string => JSON.stringify(body).padEnd(bytes, ' ');
const typed =
  (contentType: string) =>
  (body: Body): Sent => ({
    body: JSON.stringify(body),
    headers: { 'content-type': contentType },
  });
const encoded =
  (encoding: string, bytes: (plain: Buffer) => Buffer) =>
  (body: Body): Sent => ({
    body: bytes(Buffer.from(JSON.stringify(body))),
    headers: { 'content-encoding': encoding },
  });

const REFUSED: readonly (readonly [string, number, (body: Body) => Sent])[] = [
  ['null', 400, () => ({ body: 'null' })],
  ['a list', 400, (body) => ({ body: `[${JSON.stringify(body)}]` })],
  ['a text', 400, () => ({ body: '"text"' })],
  ['a number', 400, () => ({ body: '1' })],
  ['only space', 400, () => ({ body: '  \n' })],
  ['a truncated object', 400, (body) => ({ body: withExtra(body, '1').slice(0, -1) })],
  ['two objects', 400, (body) => ({ body: `${JSON.stringify(body)}{}` })],
  ['single quotes', 400, () => ({ body: `{'extra':1}` })],
  ['a trailing comma', 400, (body) => ({ body: text({ ...body, extra: 1 }, ',') })],
  ['a comment', 400, (body) => ({ body: `/* */${JSON.stringify(body)}` })],
  ['NaN', 400, (body) => ({ body: withExtra(body, 'NaN') })],
  ['one byte over the limit', 413, (body) => ({ body: sized(body, LIMIT + 1) })],
  ['a megabyte', 413, (body) => ({ body: withExtra(body, JSON.stringify('x'.repeat(4 * LIMIT))) })],
  ['33 levels', 400, (body) => ({ body: withExtra(body, nested(32)) })],
  ['100,000 levels', 400, (body) => ({ body: withExtra(body, nested(100_000)) })],
  ['U+0000 in a text', 400, (body) => ({ body: withExtra(body, String.raw`"a\u0000b"`) })],
  ['U+0000 in a name', 400, (body) => ({ body: withExtra(body, String.raw`{"a\u0000":1}`) })],
  ['a lone high surrogate', 400, (body) => ({ body: withExtra(body, String.raw`"\ud800"`) })],
  ['a lone low surrogate', 400, (body) => ({ body: withExtra(body, String.raw`["\udc00x"]`) })],
  ['__proto__', 400, (body) => ({ body: withExtra(body, '1,"__proto__":{"isAdmin":true}') })],
  ['__proto__ in escapes', 400, (body) => ({ body: withExtra(body, String.raw`{"\u005f_proto__":{}}`) })],
  ['2^53', 400, (body) => ({ body: withExtra(body, '9007199254740992') })],
  ['minus 2^53', 400, (body) => ({ body: withExtra(body, '[-9007199254740993]') })],
  ['1e400', 400, (body) => ({ body: withExtra(body, '1e400') })],
  ['invalid UTF-8', 400, (body) => ({ body: Buffer.from(withExtra(body, '"\xff"'), 'latin1') })],
  ['an overlong UTF-8 form', 400, (body) => ({ body: Buffer.from(withExtra(body, '"\xc0\xaf"'), 'latin1') })],
  ['a surrogate in UTF-8', 400, (body) => ({ body: Buffer.from(withExtra(body, '"\xed\xa0\x80"'), 'latin1') })],
  ['UTF-16', 400, (body) => ({ body: Buffer.from(JSON.stringify(body), 'utf16le') })],
  ['text/plain', 415, typed('text/plain')],
  ['a form', 415, typed('application/x-www-form-urlencoded')],
  ['a multipart form', 415, typed('multipart/form-data; boundary=x')],
  ['no content type', 415, typed('')],
  ['a content type that only begins right', 415, typed('application/jsonx')],
  ['another JSON type', 415, typed('application/merge-patch+json')],
  ['two content types', 415, typed('application/json, text/plain')],
  ['another character set', 415, typed('application/json; charset=latin1')],
  ['an unknown encoding', 415, encoded('compress', (plain) => plain)],
  ['gzip in name only', 400, encoded('gzip', (plain) => plain)],
  ['half of a gzip', 400, encoded('gzip', (plain) => gzipSync(plain).subarray(0, 15))],
  ['a gzip bomb', 413, encoded('gzip', () => gzipSync(Buffer.alloc(8 * LIMIT, ' ')))],
];

const ACCEPTED: readonly (readonly [string, (body: Body) => Sent])[] = [
  ['exactly the limit', (body) => ({ body: sized(body, LIMIT) })],
  ['32 levels', (body) => ({ body: withExtra(body, nested(31)) })],
  [
    'the largest whole numbers',
    (body) => ({ body: withExtra(body, '[9007199254740991,-9007199254740991,1e-400,-0,0.1]') }),
  ],
  [
    'unknown fields of any kind',
    (body) => ({ body: withExtra(body, '{"a":[null,{"b":"ü😀"}],"":0,"toString":1,"constructor":{"x":1}}') }),
  ],
  ['a byte order mark', (body) => ({ body: `\ufeff${JSON.stringify(body)}` })],
  ['space around', (body) => ({ body: `\r\n\t ${JSON.stringify(body)} \n` })],
  ['gzip', encoded('gzip', (plain) => gzipSync(plain))],
  ['the identity encoding', encoded('identity', (plain) => plain)],
  ['a character set', typed('application/json; charset=UTF-8')],
  ['capitals in the content type', typed('Application/JSON')],
];

describe('a body', () => {
  let probe: Probe;
  let tenants: Tenants;
  let subject: Subject;

  beforeAll(async () => {
    probe = await Probe.start();
    tenants = new Tenants(probe);
    subject = await tenants.installed();
  });
  afterAll(() => probe.stop());

  const operations = WRITES_WITH_BODY.map((operation) => [title(operation), operation] as const);
  const right = (operation: Operation, of: Subject): Body => ({ ...operation.body?.(of) });

  describe.each(operations)('of %s', (_name, operation) => {
    it.each(REFUSED)('is refused as %s: %d', async (_what, status, make) => {
      const answer = await probe.sendInVain(callOf(probe, operation, subject, make(right(operation, subject))));
      expect(answer.status).toBe(status);
    });

    it.each(ACCEPTED)('is taken with %s', async (_what, make) => {
      const own = await tenants.readyFor(operation);
      const answer = await probe.send(callOf(probe, operation, own, make(right(operation, own))));
      expect(answer.status).toBe(operation.success);
    });

    it('may only be missing where nothing is needed', async () => {
      const own = await tenants.installed();
      const call = callOf(probe, operation, own, { body: '' });
      const mayBeMissing = operation.method === 'DELETE' || operation.bodyMayBeAbsent === true;
      const answer = mayBeMissing ? await probe.send(call) : await probe.sendInVain(call);
      expect(answer.status).toBe(mayBeMissing ? 200 : 400);
    });
  });

  it('never pollutes what other requests share', async () => {
    const create = operationOf('PUT', '/v1/installations/{installationId}');
    const body = withExtra(
      right(create, subject),
      '{"constructor":{"prototype":{"polluted":true}},"prototype":{"polluted":true}}',
    );
    await probe.send(callOf(probe, create, subject, { body }));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('is not needed to delete a resource, and not minded', async () => {
    const remove = operationOf('DELETE', '/v1/installations/{installationId}/resources/{resourceId}');
    expect(WRITES).toContain(remove);
    for (const body of [undefined, '{}', '{"reason":"none"}']) {
      const own = await tenants.installed();
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      expect((await probe.send(callOf(probe, remove, own, { body, headers }))).status).toBe(204);
    }
  });
});
