/** The access token in every installation body; it must never come back. */
export const CANARY = 'canary-access-token-of-the-tests';

const DAY_MS = 86_400_000;

/** A right body of `PUT /v1/installations/{installationId}`. */
export function upsertBody(): Record<string, unknown> {
  return {
    scopes: ['read-write:marketplace'],
    acceptedPolicies: { eula: '2026-02-28T10:00:00.000Z' },
    credentials: { access_token: CANARY, token_type: 'Bearer' },
    account: {
      name: 'Acme',
      url: 'https://vercel.com/acme',
      contact: { email: 'ada@example.com', name: 'Ada' },
    },
  };
}

/** A right body of `POST …/resources` that uses every field. */
export function shopOrder(): Record<string, unknown> {
  return {
    productId: 'shop',
    name: 'orders',
    metadata: { owner: 'ada' },
    billingPlanId: 'free',
    externalId: 'button-1',
    protocolSettings: { experimentation: { edgeConfigId: 'ecfg_1' } },
  };
}

/** A right body of `PATCH …/resources/{resourceId}` that uses every field. */
export function changeBody(): Record<string, unknown> {
  return {
    name: 'renamed',
    metadata: { title: 'new' },
    billingPlanId: 'pro',
    status: 'ready',
    protocolSettings: { experimentation: { edgeConfigId: 'ecfg_1' } },
  };
}

/** A right body of `POST …/secrets/rotate` that uses every field. */
export function rotationBody(): Record<string, unknown> {
  return { reason: 'leaked', delayOldSecretsExpirationHours: 0.5 };
}

/** A command that any member may run. */
export function replBody(): Record<string, unknown> {
  return { input: 'read', readOnly: true };
}

/** A right body of `POST …/resource-transfer-requests`. */
export function transferBody({ resourceId }: { readonly resourceId: string }): Record<string, unknown> {
  return { resourceIds: [resourceId], expiresAt: Date.now() + DAY_MS };
}

/** The same in its older form. */
export function olderTransferBody({ resourceId }: { readonly resourceId: string }): Record<string, unknown> {
  return { resourceIds: [resourceId], expiration: Date.now() + DAY_MS };
}

/** A right body of `POST …/billing/provision`: of an invoice whose credits were granted before. */
export function purchaseBody({ resourceId }: { readonly resourceId: string }): Record<string, unknown> {
  return { invoiceId: `mi_${resourceId}` };
}
