import { marketplaceFinalizeInstallation } from '@vercel/sdk/funcs/marketplaceFinalizeInstallation.js';
import { marketplaceSubmitBillingData } from '@vercel/sdk/funcs/marketplaceSubmitBillingData.js';
import { marketplaceSubmitPrepaymentBalances } from '@vercel/sdk/funcs/marketplaceSubmitPrepaymentBalances.js';
import type { PrepaymentBalance } from '#libs/vercel-contract';
import type { InstallationAccess } from '../access.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';
import { type BillingData, copies, discountCopies } from './billing-bodies.js';

/** What Vercel is told about the money of an installation as a whole (`vercel-api.md` 2.6, 2.8, 2.9). */
export class BillingCalls {
  constructor(private readonly caller: Caller) {}

  /** `POST …/billing`: sets a state, the newest timestamp wins; so it is repeatable as it is. */
  submitData(access: InstallationAccess, data: BillingData): Promise<Outcome<void>> {
    const { installationId } = access;
    const { items, discounts } = data.billing;
    const billing = { items: copies(items), ...discountCopies(discounts) };
    const requestBody = { ...data, billing, usage: copies(data.usage) };
    return this.caller.call({
      endpoint: 'billing-data',
      access,
      ids: [installationId],
      body: data,
      write: (core) => marketplaceSubmitBillingData(core, { integrationConfigurationId: installationId, requestBody }),
      repeatable: true,
      namesInstallationAlone: true,
    });
  }

  /** `POST …/billing/balance`: sets a state, the newest timestamp wins; so it is repeatable as it is. */
  submitBalances(
    access: InstallationAccess,
    told: { readonly timestamp: Date; readonly balances: readonly PrepaymentBalance[] },
  ): Promise<Outcome<void>> {
    const { installationId } = access;
    const requestBody = { ...told, balances: copies(told.balances) };
    return this.caller.call({
      endpoint: 'balances',
      access,
      ids: [installationId],
      body: told,
      write: (core) =>
        marketplaceSubmitPrepaymentBalances(core, { integrationConfigurationId: installationId, requestBody }),
      repeatable: true,
      namesInstallationAlone: true,
    });
  }

  /** `POST …/billing/finalize`: no more invoices come. Once it took effect, the token may be dead: `installation-gone`. */
  finalize(access: InstallationAccess): Promise<Outcome<void>> {
    const { installationId } = access;
    return this.caller.call({
      endpoint: 'finalize',
      access,
      ids: [installationId],
      write: (core) => marketplaceFinalizeInstallation(core, { integrationConfigurationId: installationId }),
      repeatable: false,
      namesInstallationAlone: true,
    });
  }
}
