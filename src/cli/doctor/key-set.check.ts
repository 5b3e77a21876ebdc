import { RemoteKeySet, TokenRefused } from '#libs/vercel-oidc';
import { type Check, failed, ok, type Verdict } from './check.js';
import { ask } from './reach.js';
import type { Scene } from './scene.js';

interface Listed {
  readonly alg?: unknown;
}

/** Whether the keys that Vercel's tokens are checked against can be had, and are of the kinds that are accepted. */
export const keySetCheck: Check = { name: 'key set', look };

async function look({ settings: { vercel } }: Scene): Promise<Verdict> {
  const keys = new RemoteKeySet({ url: vercel.jwksUrl, now: () => new Date() });
  const problem = await problemOf(keys, vercel.algorithms);
  if (problem !== null) {
    return failed(
      `${vercel.jwksUrl}: ${problem}`,
      'Check VERCEL_OIDC_ISSUER and VERCEL_OIDC_JWKS_URL, and the way there: without keys nobody gets in.',
    );
  }
  const { status, headers, text } = await ask(vercel.jwksUrl);
  const algorithms = algorithmsIn(text);
  const age = headers.get('age');
  const seen = `${keys.status().keys} keys (${algorithms.join(', ') || 'no algorithm named'}), fetched now${age === null ? '' : `, ${age} seconds old`}`;
  if (status !== 200 || algorithms.length === 0 || algorithms.some((one) => vercel.algorithms.includes(one))) {
    return ok(seen);
  }
  return failed(seen, `None is of VERCEL_OIDC_ALGORITHMS (${vercel.algorithms.join(', ')}): every token is refused.`);
}

/** No key has an empty name; that it is not among them shows that they have been fetched. */
async function problemOf(keys: RemoteKeySet, algorithms: readonly string[]): Promise<string | null> {
  try {
    await keys.find({ alg: algorithms[0] ?? 'RS256', kid: 'doctor' });
    return null;
  } catch (error) {
    return error instanceof TokenRefused ? null : (keys.status().lastError ?? 'not fetched');
  }
}

function algorithmsIn(text: string): readonly string[] {
  try {
    const { keys = [] } = JSON.parse(text) as { readonly keys?: readonly Listed[] };
    return [...new Set(keys.map(({ alg }) => alg).filter((alg) => typeof alg === 'string'))];
  } catch {
    return [];
  }
}
