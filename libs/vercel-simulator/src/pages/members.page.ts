import type { UserRole } from '#libs/vercel-contract';
import type { Member } from '../record/held.js';
import type { Team } from '../team/team.js';
import { type Choice, form, selectField, textField } from './forms.js';
import { type Fragment, html } from './html.js';
import type { Page } from './layout.js';
import { type Done, maybe, need, type PageCall, type PageRoute, teamOf, teamPath } from './page-call.js';
import { outsideButton, section, table } from './parts.js';
import { teamPage } from './team-frame.js';

const MEMBERS = '/dashboard/teams/:team/members';
const ROLES: readonly Choice[] = [
  ['ADMIN', 'ADMIN'],
  ['USER', 'USER'],
];

/** Who is in a team. */
export const MEMBER_PAGES: readonly PageRoute[] = [
  { method: 'GET', path: MEMBERS, handler: { show } },
  { method: 'POST', path: MEMBERS, handler: { act: add } },
  { method: 'POST', path: `${MEMBERS}/:member/role`, handler: { act: changeRole } },
  { method: 'POST', path: `${MEMBERS}/:member/remove`, handler: { act: remove } },
];

function show(call: PageCall): Page {
  const team = teamOf(call);
  if (team.held() === undefined)
    return teamPage(team, '/members', html`<p class="hint">Members are told from the installation on.</p>`);
  const columns = ['Member', 'Role', 'Change', 'Open', 'Remove'];
  const rows = team.members.all().map((member) => line(team, member));
  return teamPage(
    team,
    '/members',
    section('Members', table({ name: 'Members', columns, empty: 'Nobody is left.' }, rows)),
    section(
      'Add a member',
      form(
        { action: teamPath(team.name, '/members'), button: 'Add' },
        textField({ name: 'name', label: 'Name' }),
        textField({ name: 'email', label: 'E-mail', type: 'email' }),
        selectField({ name: 'role', label: 'Role' }, ROLES),
      ),
    ),
  );
}

function line(team: Team, { id, role, name, email }: Member): readonly Fragment[] {
  const path = (tail: string): string => teamPath(team.name, `/members/${encodeURIComponent(id)}/${tail}`);
  const known = name ?? 'Ada';
  const other = role === 'ADMIN' ? 'USER' : 'ADMIN';
  return [
    html`${known}<br /><span class="hint">${email ?? id}</span>`,
    role,
    form(
      { action: path('role'), button: `Make ${other}`, label: `Make ${known} ${other}` },
      html`<input type="hidden" name="role" value="${other}" />`,
    ),
    outsideButton(teamPath(team.name, `/open?member=${encodeURIComponent(id)}`), `Open as ${known}`),
    form({ action: path('remove'), button: 'Remove', tone: 'danger', label: `Remove ${known}` }),
  ];
}

async function add(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const { form: fields } = call;
  const person = { ...maybe(fields, 'name'), ...maybe(fields, 'email') };
  await team.members.add({ role: roleOf(fields['role']), ...person });
  return { to: teamPath(team.name, '/members'), text: 'The member has joined; the provider was told.' };
}

async function changeRole(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const role = roleOf(need(call.form, 'role'));
  await team.members.changeRole(call.values['member'] ?? '', role);
  return { to: teamPath(team.name, '/members'), text: `The member is ${role} now; the provider was told.` };
}

async function remove(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  await team.members.remove(call.values['member'] ?? '');
  return { to: teamPath(team.name, '/members'), text: 'The member has left; the provider was told.' };
}

function roleOf(text: string | undefined): UserRole {
  return text === 'USER' ? 'USER' : 'ADMIN';
}
