import { get, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrive, type Customer } from '../../bench/customers.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const CATALOG = fileURLToPath(new URL('../../bench/catalog.yaml', import.meta.url));

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Not `fetch`, which adds `Cache-Control: no-cache` to a condition. */
async function read(url: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  get(url, { method, headers }, (response) => {
    const { statusCode: status } = response;
    text(response).then((body) => resolve({ status, headers: response.headers, body }), reject);
  }).on('error', reject);
  return promise;
}

describe('a read with a condition', () => {
  let server: TestApp;
  let customer: Customer;

  beforeAll(async () => {
    server = await startTestApp({ catalog: CATALOG, workers: 'off' });
    customer = await arrive(server.vercel, 'Acme');
  });
  afterAll(() => server.stop());

  it.each([
    ['If-None-Match', '*'],
    ['If-None-Match', '"a"'],
    ['If-Modified-Since', 'Sun, 01 Jan 2034 00:00:00 GMT'],
  ])('is answered in full, since Vercel knows no 304 (%s: %s)', async (header, value) => {
    const headers = { Authorization: customer.asSystem, [header]: value };
    const answer = await read(server.url + customer.resource, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answer.body)).toMatchObject({ productId: 'bench', status: 'ready' });
  });

  it('has the same head for HEAD as for GET, and no body', async () => {
    const url = server.url + customer.resource;
    const headers = { Authorization: customer.asSystem };
    const [full, head] = await Promise.all([read(url, headers), read(url, headers, 'HEAD')]);
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(full.headers['content-length']);
    expect(head.body).toBe('');
  });
});
