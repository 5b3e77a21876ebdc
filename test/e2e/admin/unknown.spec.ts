import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentedOperations } from '../../support/operations/coverage.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const KEY = 'admin-key-of-the-tests';

/** What a path can name that is not there; `id` is that of a job, a webhook, an invoice or a run. */
const NOBODY: Readonly<Record<string, string>> = {
  installationId: 'icfg_9bceb8ccT32d3U417ezb5c8p',
  resourceId: 'res_u4pP0YbAQ1uKc0m3S3mVJw',
  discountId: '5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9',
  id: '5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9',
};

/** Bodies that say more than why. */
const BODIES: Readonly<Record<string, object>> = {
  '/billing/adjustments': { amount: '1.00' },
  '/billing/discounts': { name: 'Friends', percentage: '10' },
  '/refunds': { amount: '1.00' },
  '/notification': { level: 'info', title: 'A word' },
};

const bodyOf = (method: string, path: string): object | null => {
  if (method === 'GET') return null;
  const [, more = {}] = Object.entries(BODIES).find(([end]) => path.endsWith(end)) ?? [];
  return path.endsWith('/notification') ? more : { ...more, reason: 'a test' };
};

describe('what operators ask of something that is not there', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ env: { ADMIN_API_KEYS: `tests:${KEY}` } });
  });
  afterAll(() => server.stop());

  const naming = documentedOperations().filter(
    ({ path, documented }) => path.includes('{') && documented.includes(404),
  );

  it.each(naming.map(({ method, path }) => [method, path]))('is answered by 404 to %s %s', async (method, path) => {
    const named = path.replaceAll(/\{(\w+)\}/g, (_all, parameter: string) => NOBODY[parameter] ?? parameter);
    const body = bodyOf(method, path);
    const answer = await fetch(`${server.url}${named}`, {
      method,
      headers: {
        authorization: `Bearer ${KEY}`,
        'idempotency-key': `${method} ${path}`,
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: expect.objectContaining({ code: 'not_found', message: expect.any(String) }) },
    ]);
  });
});
