import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('headers of answers', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ workers: 'off' });
  });
  afterAll(() => server.stop());

  it.each(['/health/live', '/admin/v1/resources', '/v1/installations/icfg_1', '/nowhere'])(
    'let nobody keep what %s answers',
    async (path) => {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('cache-control')).toMatch(/no-store/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
    },
  );

  it('say how to authenticate where nobody has', async () => {
    const answer = await fetch(`${server.url}/admin/v1/resources`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});
