import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { Meter } from './meter.js';

const KEY = 'usage-key-of-the-tests';

describe('the usage API', () => {
  let meter: Meter;
  beforeAll(async () => {
    meter = await Meter.start();
  });
  afterAll(() => meter.shop.close());

  it.each([`Bearer ${KEY}`, `bearer ${KEY}`, `Bearer ${KEY}-too`])('lets %s in', async (authorization) => {
    expect((await meter.send([], { authorization })).status).toBe(200);
  });

  it.each([
    '',
    'Bearer',
    `Basic ${KEY}`,
    `Bearer ${KEY}-three`,
    `Bearer ${KEY.slice(1)}`,
    'Bearer admin-key-of-the-tests',
    KEY,
  ])('is 401 for %j, before it reads a body', async (authorization) => {
    const { status, body } = await meter.send('not JSON', { authorization });
    expect({ status, code: body.error?.code }).toEqual({ status: 401, code: 'unauthorized' });
  });

  it('is no way into the admin API', async () => {
    const headers = { authorization: `Bearer ${KEY}` };
    const { status } = await fetch(`${meter.shop.server.url}/admin/v1/installations`, { headers });
    expect(status).toBe(401);
  });

  it('knows no other method', async () => {
    const answer = await fetch(`${meter.shop.server.url}/usage/v1/events`);
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
  });
});

describe('the usage API without keys', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ workers: 'off' });
  });
  afterAll(() => server.stop());

  it('is closed', async () => {
    const headers = { authorization: 'Bearer undefined', 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/usage/v1/events`, { method: 'POST', headers, body: '[]' });
    expect(answer.status).toBe(401);
  });
});
