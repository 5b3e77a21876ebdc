import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawContext } from './context.js';
import { SESSION, STOCK } from './statements.js';

const COOKIE = /(?:^|; )stallholder=([^;]+)/;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** `GET /dashboard` by hand: the session, what the team has, a page of it. */
export async function showOverview(
  { pool }: RawContext,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const secret = COOKIE.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const digest = createHash('sha256').update(secret).digest();
  const [session] = (await pool.query({ ...SESSION, values: [digest] })).rows;
  if (session === undefined) return send(response, 401, '<h1>Who are you?</h1>');
  const { rows } = await pool.query({ ...STOCK, values: [session.installation_id] });
  const items = rows.map(({ id, name, state, plan_id: plan }) => {
    const link = `<a href="/dashboard/resources/${escaped(id)}">${escaped(name)}</a>`;
    return `<tr><td>${link}</td><td>${escaped(state)}</td><td>${escaped(plan)}</td></tr>`;
  });
  const title = escaped(session.account_name ?? 'Overview');
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>`;
  send(response, 200, `${head}<body><main><h1>${title}</h1><table>${items.join('')}</table></main></body></html>`);
}

function escaped(text: unknown): string {
  return String(text).replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(html) });
  response.end(html);
}
