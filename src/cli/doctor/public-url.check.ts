import { type Check, failed, ok, type Verdict, warning } from './check.js';
import { ask } from './reach.js';
import type { Scene } from './scene.js';

/** Whether this server is found where Vercel and browsers look for it. */
export const publicUrlCheck: Check = { name: 'public URL', look };

async function look({ settings: { http } }: Scene): Promise<Verdict> {
  const { status, text } = await ask(`${http.publicUrl}/health/live`);
  const seen = `${http.publicUrl}/health/live answers ${status}`;
  if (status !== 200 || !isAlive(text)) {
    return failed(`${seen}, not as this server does`, 'Check PUBLIC_URL, its path prefix, and the ingress.');
  }
  if (http.publicUrl.startsWith('https:')) return ok(seen);
  return warning(`${seen}, without TLS`, 'Vercel calls https addresses only; production refuses others.');
}

function isAlive(text: string): boolean {
  try {
    return (JSON.parse(text) as { readonly status?: unknown } | null)?.status === 'ok';
  } catch {
    return false;
  }
}
