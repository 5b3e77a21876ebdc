import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { VercelTokenVerifier, type VercelIdentity } from '#libs/vercel-oidc';
import type { Sealer } from '../../src/platform/crypto/sealer.js';

/** What the handlers of the baseline work with. */
export interface RawContext {
  readonly pool: Pool;
  readonly verifier: VercelTokenVerifier;
  readonly sealer: Sealer;
}

/** The plan as both servers show it. */
export const PLAN = {
  id: 'pro',
  type: 'subscription',
  scope: 'resource',
  name: 'Pro',
  description: 'For production. A monthly base fee, and beyond it only what you use.',
  cost: '$20.00/month',
  details: [
    { label: 'Storage', value: '$0.15 per GB and month' },
    { label: 'Compute', value: '$0.10 per hour' },
  ],
  paymentMethodRequired: true,
};

/** The check of a token that the path's installation demands; null when it fails. */
export async function callerOf(
  { verifier }: RawContext,
  request: IncomingMessage,
  installationId: string,
): Promise<Exclude<VercelIdentity, { kind: 'pre-install' }> | null> {
  const identity = await verifier.verify(request.headers.authorization ?? '').catch(() => null);
  if (identity === null || identity.kind === 'pre-install') return null;
  return identity.installationId === installationId ? identity : null;
}

export function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
