import type { Resource, SecretsStanding } from '../resources/index.js';
import type { AdminResourceResponse } from './dto/resource.response.js';
import type { AdminSecretsStandingResponse } from './dto/tenant-detail.response.js';

/** The same without its class, to be made part of another. */
type Shown = { readonly [K in keyof AdminResourceResponse]: AdminResourceResponse[K] };

/** A resource as operators see it. */
export function showResource(resource: Resource): Shown {
  const { id, installationId, productSlug, planId, name, state, externalId, createdAt, removedAt } = resource;
  return {
    id,
    installationId,
    productId: productSlug,
    billingPlanId: planId,
    ownership: resource.isLinked ? 'linked' : 'owned',
    name,
    state,
    ...(externalId === null ? {} : { externalId }),
    createdAt: createdAt.toISOString(),
    ...(removedAt === null ? {} : { removedAt: removedAt.toISOString() }),
  };
}

/** Which secrets stand, and since when; the secrets themselves are not known here. */
export function showSecrets({ current, isBeingReplaced, retiring }: SecretsStanding): AdminSecretsStandingResponse {
  return {
    ...(current === null ? {} : { version: current.version, since: current.since.toISOString() }),
    isBeingReplaced,
    retiring: retiring.map(({ version, until }) => ({
      version,
      ...(until === null ? {} : { until: until.toISOString() }),
    })),
  };
}
