import type { UserRole } from '#libs/vercel-contract';
import type { Team } from '../team/team.js';
import { BadControlRequest, type ControlCall, type ControlRoute, maybeText, ok, text } from './control-call.js';

const TEAM = '/_simulator/v1/teams/:team';
const MEMBER = `${TEAM}/members/:member`;

/** Who is in a team, and where its members are sent. */
export const MEMBER_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: `${TEAM}/members`, handler: (call) => ok({ members: team(call).members.all() }) },
  {
    method: 'POST',
    path: `${TEAM}/members`,
    handler: async (call) => {
      const person = {
        ...maybeText(call.body, 'id'),
        ...maybeText(call.body, 'email'),
        ...maybeText(call.body, 'name'),
      };
      return { status: 201, body: await team(call).members.add({ role: roleOf(call), ...person }) };
    },
  },
  {
    method: 'PUT',
    path: MEMBER,
    handler: async (call) => ok(await team(call).members.changeRole(call.values['member'] ?? '', roleOf(call))),
  },
  {
    method: 'DELETE',
    path: MEMBER,
    handler: async (call) => {
      await team(call).members.remove(call.values['member'] ?? '');
      return { status: 204 };
    },
  },
  { method: 'POST', path: `${TEAM}/open`, handler: open },
  {
    method: 'POST',
    path: `${TEAM}/import`,
    handler: (call) => {
      const wish = { ...maybeText(call.body, 'product'), ...maybeText(call.body, 'return') };
      return { status: 201, body: team(call).startImport(wish) };
    },
  },
];

function open(call: ControlCall): { readonly status: number; readonly body: unknown } {
  const { context = {} } = call.body;
  const isContext = typeof context === 'object' && context !== null;
  if (!isContext) throw new BadControlRequest('context must be an object of texts');
  const address = team(call).openProvider(context as Record<string, string>, maybeText(call.body, 'userId'));
  return { status: 201, body: { address } };
}

function roleOf({ body }: ControlCall): UserRole {
  const role = text(body, 'role');
  if (role !== 'ADMIN' && role !== 'USER') throw new BadControlRequest('role must be ADMIN or USER');
  return role;
}

function team({ vercel, values }: ControlCall): Team {
  return vercel.team(values['team'] ?? '');
}
