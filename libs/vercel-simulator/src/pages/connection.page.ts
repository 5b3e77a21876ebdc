import { DISABLED_REASONS, type HeldConnection } from '../connect/held-connection.js';
import type { HeldProject, HeldVariable } from '../connect/held-owner.js';
import type { Team } from '../team/team.js';
import type { TeamConnection } from '../team/team-connection.js';
import { checkField, form, selectField, textField } from './forms.js';
import { type Fragment, html, type Html } from './html.js';
import type { Page } from './layout.js';
import { type AccountKind, connectionOf, connectionPath } from './connection-path.js';
import { type PageCall, type PageRoute, teamOf } from './page-call.js';
import { badge, disclosed, facts, json, moment, outsideButton, section, table } from './parts.js';
import { teamPage } from './team-frame.js';

/** The connectable account of a team or of its member, with the projects. */
export const CONNECTION_PAGES: readonly PageRoute[] = [
  { method: 'GET', path: '/dashboard/teams/:team/connection', handler: { show: (call) => show(call, 'team') } },
  {
    method: 'GET',
    path: '/dashboard/teams/:team/connection/personal',
    handler: { show: (call) => show(call, 'personal') },
  },
];

function show(call: PageCall, kind: AccountKind): Page {
  const team = teamOf(call);
  const connection = connectionOf(team, kind);
  const other = kind === 'team' ? 'personal' : 'team';
  return teamPage(
    team,
    '/connection',
    html`<p class="hint">
      ${kind === 'team' ? 'This is the team’s own account.' : `This is the personal account of ${connection.owner.name}.`}
      <a href="${connectionPath(team, other)}">${kind === 'team' ? 'Personal account' : 'Account of the team'}</a>
    </p>`,
    begin(call, team, kind),
    connection.exists && configuration(call.vercel, team, kind, connection),
    projects(team, kind, connection),
    drains(connection),
  );
}

function begin({ vercel }: PageCall, team: Team, kind: AccountKind): Html {
  const start = vercel.partnerUrl === undefined ? undefined : `${vercel.partnerUrl}/connect/start`;
  return section(
    'Connect',
    html`<p>Each opens the provider’s redirect URL in a window of its own, as the popup does.</p>
      <p class="row">
        ${outsideButton(connectionPath(team, kind, '/begin?source=marketplace'), 'From the Marketplace')}
        ${outsideButton(connectionPath(team, kind, '/begin?source=deploy-button'), 'From a Deploy Button')}
        ${start !== undefined && outsideButton(start, 'From the provider’s site')}
      </p>`,
  );
}

function configuration(
  { partnerUrl: provider }: PageCall['vercel'],
  team: Team,
  kind: AccountKind,
  connection: TeamConnection,
): Html {
  const held = connection.configuration();
  const path = (tail: string): string => connectionPath(team, kind, tail);
  return section(
    'Configuration',
    described(held),
    provider !== undefined && outsideButton(`${provider}/connect/configure?configurationId=${held.id}`, 'Configure'),
    access(path, connection),
    held.scopesAwaited.length > 0 && form({ action: path('/confirm-scopes'), button: 'Confirm the scopes' }),
    html`<h3>End</h3>
      <div class="row">
        ${held.disabled === undefined ? disable(path) : form({ action: path('/enable'), button: 'Enable' })}
        ${form({ action: path('/remove'), button: 'Remove', tone: 'danger', label: 'Remove the configuration' })}
      </div>`,
  );
}

function described(held: HeldConnection): Html {
  return facts({
    State: badge(held.disabled === undefined ? 'connected' : 'disabled'),
    Reason: held.disabled?.reason,
    Id: html`<code>${held.id}</code>`,
    Source: held.source,
    Projects: held.access === 'all' ? 'all' : `${held.access.length} selected`,
    Scopes: held.scopes.join(', '),
    'Waiting for confirmation': held.scopesAwaited.join(', '),
    Since: moment(held.createdAt),
    'Popup closed': moment(held.completedAt),
  });
}

function disable(path: (tail: string) => string): Html {
  const reasons = DISABLED_REASONS.map((reason) => [reason, reason] as const);
  const choose = selectField({ name: 'reason', label: 'Disable it because' }, reasons);
  return form({ action: path('/disable'), button: 'Disable' }, choose);
}

function access(path: (tail: string) => string, connection: TeamConnection): Html {
  const { access: present } = connection.configuration();
  const boxes = connection.projects
    .all()
    .map(
      ({ id, name }) =>
        html`<label class="check"
          ><input
            type="checkbox"
            name="project"
            value="${id}"
            ${present !== 'all' && present.includes(id) && html`checked`}
          />${name}</label
        >`,
    );
  return html`<h3>Projects that it reaches</h3>
    ${form(
      { action: path('/access'), button: 'Save', shape: 'stack' },
      checkField({ name: 'all', label: 'all projects' }, present === 'all' ? 'on' : 'off'),
      html`<fieldset>
        <legend>or these</legend>
        ${boxes}
      </fieldset>`,
    )}`;
}

function projects(team: Team, kind: AccountKind, connection: TeamConnection): Html {
  const cards = connection.projects.all().map((project) => card(team, kind, project));
  return html`${cards}${section(
    'New project',
    form(
      { action: connectionPath(team, kind, '/projects'), button: 'Add project' },
      textField({ name: 'name', label: 'Name' }),
    ),
  )}`;
}

function card(team: Team, kind: AccountKind, project: HeldProject): Html {
  const { id, name, variables } = project;
  const button = connectionPath(team, kind, `/begin?source=deploy-button&project=${encodeURIComponent(id)}`);
  const columns = ['Variable', 'Value', 'Type', 'Targets', 'Owner'];
  const head = { name: `Variables of ${name}`, columns, empty: 'No variables.' };
  return section(
    name,
    html`<p class="hint"><code>${id}</code></p>`,
    table(head, [...variables.values()].map(line)),
    html`<p>${outsideButton(button, 'Its Deploy Button')}</p>`,
    disclosed(`Change ${name}`, changeProject(team, kind, project)),
  );
}

function changeProject(team: Team, kind: AccountKind, { id, name }: HeldProject): Html {
  const path = (tail: string): string => connectionPath(team, kind, `/projects/${encodeURIComponent(id)}/${tail}`);
  const key = textField({ name: 'key', label: 'Own variable' });
  const value = textField({ name: 'value', label: 'Value' });
  const newName = textField({ name: 'name', label: 'Name of the project', value: name });
  return html`<div class="row">
    ${form({ action: path('variables'), button: 'Set', label: `Set in ${name}` }, key, value)}
    ${form({ action: path('rename'), button: 'Rename', label: `Rename ${name}` }, newName)}
    ${form({ action: path('remove'), button: 'Delete', tone: 'danger', label: `Delete ${name}` })}
  </div>`;
}

function line({ key, value, type, target, configurationId, comment }: HeldVariable): readonly Fragment[] {
  const owner = configurationId === null ? 'set by hand' : html`<code>${configurationId}</code>`;
  const note = comment !== undefined && html`<br /><span class="hint">${comment}</span>`;
  return [
    html`<code>${key}</code>${note}`,
    disclosed('Show', html`<code>${value}</code>`),
    type,
    target.join(', '),
    owner,
  ];
}

function drains({ owner }: TeamConnection): Html {
  const all = [...owner.drains.values(), ...owner.logDrains.values()];
  return section(
    'Drains',
    all.length === 0
      ? html`<p class="hint">There are none.</p>`
      : all.map(
          ({ id, wish }) =>
            html`<h3><code>${id}</code></h3>
              ${json(wish)}`,
        ),
  );
}
