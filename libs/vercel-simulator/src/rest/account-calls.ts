import type { HeldUser } from '../connect/held-owner.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { RestCall, RestRoute } from './rest-call.js';

/** Team and user; a team's token sees that team only. */
export const ACCOUNT_ROUTES: readonly RestRoute[] = [
  { method: 'GET', path: '/v2/teams', handler: { scope: 'team', team: 'none', answer: listTeams } },
  { method: 'GET', path: '/v2/teams/:teamId', handler: { scope: 'team', team: 'none', answer: getTeam } },
  { method: 'GET', path: '/v3/teams/:teamId/members', handler: { scope: 'team', team: 'none', answer: listMembers } },
  { method: 'GET', path: '/v2/user', handler: { scope: 'user', team: 'none', answer: currentUser } },
];

function listTeams({ owner }: RestCall): Answer {
  const teams = owner.kind === 'team' ? [described(owner)] : [];
  return { status: 200, body: { teams, pagination: { count: teams.length, next: null, prev: null } } };
}

function getTeam(call: RestCall): Answer {
  return withTeam(call, () => ({ status: 200, body: described(call.owner) }));
}

function listMembers(call: RestCall): Answer {
  return withTeam(call, () => {
    const { id, email, username, name } = call.owner.user;
    const members = [{ uid: id, email, username, name, role: 'OWNER', confirmed: true }];
    return { status: 200, body: { members, pagination: { count: 1, hasNext: false, next: null, prev: null } } };
  });
}

function currentUser({ owner }: RestCall): Answer {
  return { status: 200, body: { user: { ...userOf(owner.user), defaultTeamId: null } } };
}

function withTeam({ owner, values }: RestCall, then: () => Answer): Answer {
  const isOwn = owner.kind === 'team' && [owner.id, owner.slug].includes(values['teamId'] ?? '');
  return isOwn ? then() : refusal(403, 'forbidden', 'Not authorized: the token belongs to another account');
}

function described({ id, slug, name }: RestCall['owner']): object {
  return { id, slug, name, avatar: null };
}

function userOf({ id, name, email, username }: HeldUser): object {
  return { id, name, email, username, avatar: null };
}
