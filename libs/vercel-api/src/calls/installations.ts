import { marketplaceGetAccountInfo } from '@vercel/sdk/funcs/marketplaceGetAccountInfo.js';
import { marketplaceGetMember } from '@vercel/sdk/funcs/marketplaceGetMember.js';
import { marketplaceUpdateInstallation } from '@vercel/sdk/funcs/marketplaceUpdateInstallation.js';
import type { AccountInfo, BillingPlan, Notification, ResourceStatus } from '#libs/vercel-contract';
import type { InstallationAccess } from '../access.js';
import { readAccount } from '../answers/account.js';
import { readMember, type VercelMember } from '../answers/member.js';
import type { Caller } from '../call/caller.js';
import { withoutNulls } from '../call/write-request.js';
import type { Outcome } from '../outcome.js';
import { sdkPlan } from './sdk-plan.js';

/** What Vercel is told about an installation; absent keys stay as they are, a null notification is cleared. */
export interface InstallationUpdate {
  readonly status?: ResourceStatus;
  readonly externalId?: string;
  readonly billingPlan?: BillingPlan;
  readonly notification?: Notification | null;
}

/** Calls about an installation itself (`vercel-api.md` 2.1, 2.2). */
export class InstallationCalls {
  constructor(private readonly caller: Caller) {}

  /** `PATCH /v1/installations/{id}`. */
  update(access: InstallationAccess, update: InstallationUpdate): Promise<Outcome<void>> {
    const { installationId } = access;
    const { billingPlan, ...rest } = withoutNulls(update);
    const requestBody = { ...rest, ...(billingPlan && { billingPlan: sdkPlan(billingPlan) }) };
    return this.caller.call({
      endpoint: 'update-installation',
      access,
      ids: [installationId],
      body: update,
      write: (core) => marketplaceUpdateInstallation(core, { integrationConfigurationId: installationId, requestBody }),
      repeatable: true,
      namesInstallationAlone: true,
    });
  }

  /** `GET …/account`: the team as it is now. */
  account(access: InstallationAccess): Promise<Outcome<AccountInfo>> {
    const { installationId } = access;
    return this.caller.call({
      endpoint: 'account',
      access,
      ids: [installationId],
      write: (core) => marketplaceGetAccountInfo(core, { integrationConfigurationId: installationId }),
      read: readAccount,
      repeatable: true,
      namesInstallationAlone: true,
    });
  }

  /** `GET …/member/{memberId}`; the id is a token's `user_id`. */
  member(access: InstallationAccess, memberId: string): Promise<Outcome<VercelMember>> {
    const { installationId } = access;
    return this.caller.call({
      endpoint: 'member',
      access,
      ids: [installationId, memberId],
      write: (core) => marketplaceGetMember(core, { integrationConfigurationId: installationId, memberId }),
      read: readMember,
      repeatable: true,
      namesInstallationAlone: false,
    });
  }
}
