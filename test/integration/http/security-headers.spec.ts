import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('every answer', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({ workers: 'off' });
  });
  afterAll(() => server.stop());

  it.each(['/health/live', '/v1/installations/icfg_x', '/nowhere'])(
    'of %s tells browsers to do nothing with it',
    async (path) => {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.has('x-powered-by')).toBe(false);
    },
  );
});
