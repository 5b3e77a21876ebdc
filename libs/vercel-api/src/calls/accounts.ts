import type { AccountAccess } from '../access.js';
import { readTeam, readUser, type VercelTeam, type VercelUser } from '../answers/owner.js';
import { accountCall } from '../call/account-call.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

/** Whose account is connected (`vercel-api.md` 3.5). */
export class AccountCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET /v2/teams/{id}`. */
  team(access: AccountAccess, teamId: string): Promise<Outcome<VercelTeam>> {
    const request = { endpoint: 'team', method: 'GET', path: ['v2', 'teams', teamId], ids: [teamId] } as const;
    return this.caller.call({ ...accountCall(access, request), read: readTeam });
  }

  /** `GET /v2/user`: whom the token stands for. */
  user(access: AccountAccess): Promise<Outcome<VercelUser>> {
    const request = { endpoint: 'user', method: 'GET', path: ['v2', 'user'] } as const;
    return this.caller.call({ ...accountCall(access, request), read: readUser });
  }
}
