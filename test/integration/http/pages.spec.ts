import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

describe('pages', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ workers: 'off', env: { PUBLIC_URL: 'http://127.0.0.1:3000/shop' } });
  });
  afterAll(() => server.stop());

  const origin = (): string => new URL(server.url).origin;

  it.each(['/nowhere', '/health/nowhere', '/%zz'])('tell a browser that there is nothing at %s', async (path) => {
    const answer = await fetch(server.url + path, { headers: { ...BROWSER, 'x-request-id': 'request-1' } });
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(html).toContain('<h1>There is nothing here</h1>');
    expect(html).toContain('<code>request-1</code>');
    expect(answer.headers.get('content-security-policy')).toBe(POLICY);
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('tell a browser that a route is not for it, and a program in JSON', async () => {
    const browser = await fetch(`${server.url}/usage/v1/events`, { headers: BROWSER });
    expect([browser.status, browser.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await browser.text()).toContain('<h1>That did not work</h1>');
    const program = await fetch(`${server.url}/nowhere`);
    expect([program.status, program.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
  });

  it('leave the failures of an API as they are, also in a browser', async () => {
    const answer = await fetch(`${server.url}/v1/installations/icfg_1`, { headers: BROWSER });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/json; charset=utf-8']);
  });

  it('let a connect popup talk to the window that opened it, and its forms end at Vercel, also when they fail', async () => {
    const { headers } = await fetch(`${server.url}/connect/callback`, { headers: BROWSER });
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    const dashboard = new URL(server.vercel.url).origin;
    expect(headers.get('content-security-policy')).toContain(`; form-action 'self' ${dashboard}; `);
  });

  it('use files of our own alone, which browsers may keep for ever', async () => {
    const html = await (await fetch(`${server.url}/nowhere`, { headers: BROWSER })).text();
    const links = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link ?? '');
    const files = [...new Set(links.filter((link) => !link.startsWith('#')))];
    expect(files).toHaveLength(3);
    for (const file of files) {
      expect(file).toMatch(/^\/shop\/assets\/[a-z]+\.[\w-]{12}\.(css|svg)$/);
      const answer = await fetch(origin() + file);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-type')).toMatch(/^(text\/css; charset=utf-8|image\/svg\+xml)$/);
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      const plain = await fetch(origin() + file, { headers: { 'Accept-Encoding': 'identity' } });
      expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, await answer.text()]);
    }
  });

  it.each(['pages.css', 'pages.AAAAAAAAAAAA.css', '..%2fpages.ts', '__proto__'])('have no file %s', async (file) => {
    expect((await fetch(`${server.url}/assets/${file}`)).status).toBe(404);
  });
});
