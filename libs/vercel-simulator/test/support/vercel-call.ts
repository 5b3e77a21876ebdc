import type { HeldInstallation, VercelSimulator } from '#libs/vercel-simulator';

/** A call to the simulated Vercel API as a provider makes it. */
export interface VercelCallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string | null;
}

/** An answer of the Vercel API, its body parsed when it has one. */
export interface VercelAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls below `/v1/installations/{id}` under the installation's newest token, or another, or none (null). */
export async function callVercel(
  sim: VercelSimulator,
  installation: HeldInstallation,
  tail: string,
  { method = 'GET', body, token = installation.accessTokens.at(-1) ?? null }: VercelCallOptions = {},
): Promise<VercelAnswer> {
  const response = await fetch(`${sim.url}/v1/installations/${installation.id}${tail}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
