import type { Installation } from '../installations/index.js';
import type { AdminInstallationResponse } from './dto/installation.response.js';

/** The same without its class, to be made part of another. */
type Shown = { readonly [K in keyof AdminInstallationResponse]: AdminInstallationResponse[K] };

/** An installation as operators see it, without its token. */
export function showInstallation(installation: Installation): Shown {
  const { id, kind, state, accountId, accountName, accountUrl, billingPlanId, createdAt, uninstallRequestedAt } =
    installation;
  return {
    id,
    kind,
    state,
    accountId,
    ...(accountName === null ? {} : { accountName }),
    accountUrl,
    ...(billingPlanId === null ? {} : { billingPlanId }),
    createdAt: createdAt.toISOString(),
    ...(uninstallRequestedAt === null ? {} : { uninstallRequestedAt: uninstallRequestedAt.toISOString() }),
  };
}
