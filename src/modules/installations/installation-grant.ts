import type { AcceptedPolicies, AccountInfo } from '#libs/vercel-contract';
import type { Sealed } from '../../platform/crypto/index.js';

/** Whom Vercel would ask about an installation. */
export type Contact = NonNullable<AccountInfo['contact']>;

/** What Vercel tells at every upsert; the newer always wins. */
export interface Grant {
  readonly token: Sealed;
  readonly tokenType: string;
  readonly scopes: readonly string[];
  readonly acceptedPolicies: AcceptedPolicies;
  readonly account: AccountInfo;
}
