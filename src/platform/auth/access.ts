import type { SystemIdentity, UserIdentity } from '#libs/vercel-oidc';
import type { AppRequest } from '../http/index.js';
import type { MemberSession } from './member-session.js';
import type { TenantFacts } from './tenant-directory.js';

/** What the guard has proven about a call of Vercel for one installation; handlers read it and check nothing again. */
export interface Access {
  readonly identity: UserIdentity | SystemIdentity;
  readonly installationId: string;
  readonly facts: TenantFacts;
}

/** A request behind the guard. */
export interface GuardedRequest extends AppRequest {
  access?: Access;
  /** Name of the operator's key. */
  operator?: string;
  /** Whether the provider's product has signed it. */
  isOfProduct?: true;
  /** Whose share of the connections to the database it takes. */
  share?: string;
  /** Whose browser it is. */
  session?: MemberSession;
}
