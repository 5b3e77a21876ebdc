import { type Check, ok, type Verdict, warning } from './check.js';
import { ask } from './reach.js';

/** Whether calls to Vercel get there. */
export const vercelApiCheck: Check = { name: 'Vercel API', look: ({ settings }) => reach(settings.vercel.apiUrl) };

/** Whether the issuer of Vercel's tokens is there. */
export const vercelIssuerCheck: Check = {
  name: 'Vercel OIDC issuer',
  look: ({ settings }) => reach(settings.vercel.issuer),
};

/** Whatever it says to a call without a token, it has been reached. */
async function reach(url: string): Promise<Verdict> {
  const { status, took } = await ask(url);
  const seen = `${url} answers (${status}, ${Math.round(took)} ms)`;
  return status < 500 ? ok(seen) : warning(seen, 'See https://www.vercel-status.com.');
}
