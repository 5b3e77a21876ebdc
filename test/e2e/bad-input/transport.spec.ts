import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Probe } from '../../support/partner-api/probe.js';
import { sendBytes } from '../../support/partner-api/raw-http.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const END = 'Host: x\r\nConnection: close\r\n\r\n';
const UNREADABLE = { error: { code: 'bad_request', message: 'The request could not be read' } };

const MALFORMED: readonly (readonly [string, number, string | Buffer])[] = [
  ['no HTTP at all', 400, 'hello\r\n\r\n'],
  ['TLS', 400, Buffer.from('160301020001000001fc0303', 'hex')],
  ['an unknown method', 400, `FETCH / HTTP/1.1\r\n${END}`],
  ['a method in small letters', 400, `get / HTTP/1.1\r\n${END}`],
  ['another version', 400, `GET / HTTP/9.9\r\n${END}`],
  ['a space in the path', 400, `GET /v1/a b HTTP/1.1\r\n${END}`],
  ['a NUL in the path', 400, `GET /v1/a\0b HTTP/1.1\r\n${END}`],
  ['a header without a name', 400, `GET / HTTP/1.1\r\n: x\r\n${END}`],
  ['a header without a colon', 400, `GET / HTTP/1.1\r\nnonsense\r\n${END}`],
  ['a NUL in a header', 400, `GET / HTTP/1.1\r\nx: a\0b\r\n${END}`],
  ['a length that is no number', 400, `POST / HTTP/1.1\r\nContent-Length: x\r\n${END}`],
  ['a negative length', 400, `POST / HTTP/1.1\r\nContent-Length: -1\r\n${END}`],
  ['two lengths', 400, `POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${END}`],
  ['a length and chunks', 400, `POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${END}`],
  ['too many bytes of headers', 431, `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n${END}`],
];

describe('a request that is no proper HTTP', () => {
  let probe: Probe;
  let own: Subject;
  let base: string;

  beforeAll(async () => {
    probe = await Probe.start();
    own = await new Tenants(probe).installed();
    base = `/v1/installations/${own.installationId}`;
  });
  afterAll(() => probe.stop());

  const authorization = (): string =>
    `Authorization: Bearer ${probe.tokens.user({ installationId: own.installationId })}\r\n`;
  const patch = (rest: string | Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`PATCH ${base} HTTP/1.1\r\n${authorization()}Content-Type: application/json\r\n`),
      Buffer.from(rest),
    ]);

  it.each(MALFORMED)('is answered with the error body: %s', async (_what, status, bytes) => {
    const answer = await sendBytes(probe.server.url, bytes);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, UNREADABLE]);
  });

  it.each([
    ['chunks that are no numbers', `Transfer-Encoding: chunked\r\n${END}zz\r\n{}\r\n0\r\n\r\n`],
    ['chunks that are longer than they say', `Transfer-Encoding: chunked\r\n${END}1\r\n{}\r\n0\r\n\r\n`],
  ])('is answered in the middle of its body, too: %s', async (_what, rest) => {
    const answer = await sendBytes(probe.server.url, patch(rest));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, UNREADABLE]);
  });

  it.each([
    ['chunks', `Transfer-Encoding: chunked\r\n${END}1\r\n{\r\n1\r\n}\r\n0\r\n\r\n`],
    ['an announcement', `Expect: 100-continue\r\nContent-Length: 2\r\n${END}{}`],
  ])('is not one with %s', async (_what, rest) => {
    const { status, body } = await sendBytes(probe.server.url, patch(rest));
    expect(status === 100 ? body : `HTTP/1.1 ${status} `).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('does not make the server read more of a body than it takes', async () => {
    const chunk = `8000\r\n${' '.repeat(0x8000)}\r\n`;
    const { status, body } = await sendBytes(
      probe.server.url,
      patch(`Transfer-Encoding: chunked\r\n${END}${chunk.repeat(9)}0\r\n\r\n`),
    );
    expect([status, body]).toEqual([413, expect.stringContaining('payload_too_large')]);
  });

  it('is guarded all the same when it names a whole URL', async () => {
    const open = await sendBytes(probe.server.url, `GET http://evil.example${base} HTTP/1.1\r\n${END}`);
    expect([open.status, open.body]).toEqual([403, expect.stringContaining('forbidden')]);
  });

  it('is answered once, even where its route was faster than the parser', async () => {
    const { status, body } = await sendBytes(
      probe.server.url,
      `POST /nothing HTTP/1.1\r\nTransfer-Encoding: x\r\n${END}`,
    );
    expect([404, 400]).toContain(status);
    expect(JSON.parse(body)).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  it('cannot make the server a proxy', async () => {
    const { status } = await sendBytes(
      probe.server.url,
      `CONNECT vercel.com:443 HTTP/1.1\r\nHost: vercel.com:443\r\n\r\n`,
    );
    expect(status === 0 || status >= 400).toBe(true);
  });

  it('leaves the server serving', async () => {
    expect((await fetch(`${probe.server.url}/health/live`)).status).toBe(200);
  });
});
