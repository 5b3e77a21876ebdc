import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { takePort } from '../../support/taken-port.js';
import { TestBrowser } from './test-browser.js';

const PAGES: Readonly<Record<string, string>> = {
  '/good':
    '<main><h1>Good</h1><form method="post"><label>Name <input name="name"></label><button>Send</button></form></main>',
  '/faint': '<main><h1>Faint</h1><p class="faint">Can you read this?</p></main>',
  '/script': '<main><h1>Script</h1><p>off</p></main><script>document.querySelector("p").textContent = "on"</script>',
  '/elsewhere': '<main><h1>Elsewhere</h1><img alt="A cat" src="http://cats.example/cat.png"></main>',
  '/inline': '<main><h1 style="color: red">Inline</h1></main>',
};
const STYLE = '.faint { color: #eee } @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }';
const POLICY = "default-src 'none'; style-src 'self'; img-src *; script-src 'unsafe-inline'; form-action 'self'";

describe('the browser of the tests', () => {
  let browser: TestBrowser;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    browser = await TestBrowser.open();
    server = createServer((request, response) => {
      const path = request.url ?? '';
      response.setHeader('Content-Type', path === '/style.css' ? 'text/css' : 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', POLICY);
      const link = '<link rel="stylesheet" href="/style.css">';
      const page = `<!doctype html><html lang="en"><title>Page</title>${link}${PAGES[path] ?? '<h1>Lost</h1>'}</html>`;
      response.statusCode = path === '/failing' ? 500 : 200;
      response.end(path === '/style.css' ? STYLE : page);
    });
    const taken = await takePort();
    await taken.hand(server);
    url = `http://127.0.0.1:${taken.port}`;
  });
  afterAll(async () => {
    server?.close();
    await browser?.close();
  });

  it('finds nothing wrong with a good page, nor with what answers its form', async () => {
    const page = await browser.visitor();
    await page.goto(`${url}/good`);
    expect(await browser.accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await browser.accessibilityProblems(page)).toEqual([]);
    expect(browser.troubles).toEqual([]);
  });

  it('finds text that is too faint, in the scheme in which it is', async () => {
    const page = await browser.visitor();
    await page.goto(`${url}/faint`);
    const problems = await browser.accessibilityProblems(page);
    expect(problems).toEqual([expect.stringMatching(/^light: color-contrast .*Can you read this/)]);
  });

  it('runs no script unless it is told to', async () => {
    for (const javaScript of ['off', 'on'] as const) {
      const page = await browser.visitor({ javaScript });
      await page.goto(`${url}/script`);
      expect(await page.getByRole('paragraph').textContent()).toBe(javaScript);
    }
  });

  it('notes requests to other machines, failures of the server and breaches of policy', async () => {
    const page = await browser.visitor();
    for (const path of ['/elsewhere', '/failing', '/inline']) await page.goto(`${url}${path}`);
    expect(browser.troubles).toEqual([
      'asked for http://cats.example/cat.png',
      `500 for ${url}/failing`,
      expect.stringContaining('inline style'),
    ]);
  });
});
