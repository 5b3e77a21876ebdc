import type { BrowserContext } from 'playwright-core';

const FORBIDDEN_BY_POLICY = /Content Security Policy|Refused to|Cross-Origin-Opener-Policy/;
const LOOPBACK = new Set(['127.0.0.1', 'localhost']);

/** Notes what no page may cause: a request to another machine, a failure of the server, a breach of the page's own policies. */
export function watch(context: BrowserContext, troubles: string[]): void {
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !LOOPBACK.has(hostname)) troubles.push(`asked for ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} for ${response.url()}`);
  });
  context.on('console', (message) => {
    if (FORBIDDEN_BY_POLICY.test(message.text())) troubles.push(message.text());
  });
}
