import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { arrive, type Customer } from '../../bench/customers.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const CATALOG = fileURLToPath(new URL('../../bench/catalog.yaml', import.meta.url));

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
    const answer = await fetch(server.url + customer.resource, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toMatchObject({ productId: 'bench', status: 'ready' });
  });

  it('has the same head for HEAD as for GET, and no body', async () => {
    const headers = { Authorization: customer.asSystem };
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => fetch(server.url + customer.resource, { method, headers })),
    );
    expect(head?.status).toBe(200);
    expect(head?.headers.get('content-length')).toBe(get?.headers.get('content-length'));
    expect(await head?.text()).toBe('');
    await get?.text();
  });
});
