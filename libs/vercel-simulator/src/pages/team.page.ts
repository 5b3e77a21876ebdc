import type { HeldInstallation, HeldResource } from '../record/held.js';
import type { Team } from '../team/team.js';
import { checkField, form, textField } from './forms.js';
import { type Fragment, html, type Html } from './html.js';
import type { Page } from './layout.js';
import { type Done, maybe, need, type PageCall, type PageRoute, resourcePath, teamOf, teamPath } from './page-call.js';
import { badge, facts, linkButton, moment, outsideButton, section, table } from './parts.js';
import { teamPage } from './team-frame.js';
import { notification } from './notification.js';

const TEAM = '/dashboard/teams/:team';

/** A team with its resources, and what it does about its installation. */
export const TEAM_ROUTES: readonly PageRoute[] = [
  { method: 'GET', path: TEAM, handler: { show } },
  { method: 'POST', path: `${TEAM}/install`, handler: { act: install } },
  { method: 'POST', path: `${TEAM}/renew`, handler: { act: renew } },
  { method: 'POST', path: `${TEAM}/plan`, handler: { act: changePlan } },
  { method: 'POST', path: `${TEAM}/uninstall`, handler: { act: uninstall } },
  { method: 'GET', path: `${TEAM}/open`, handler: { leave: open } },
  { method: 'GET', path: `${TEAM}/import`, handler: { leave: startImport } },
];

function show(call: PageCall): Page {
  const team = teamOf(call);
  const held = team.held();
  if (held === undefined || held.state === 'removed') return teamPage(team, '', offer(team, held));
  const resources = [...held.resources.values()];
  return teamPage(
    team,
    '',
    notification(held.notification, team.name),
    held.state === 'installed' && actions(call, team),
    section(
      'Resources',
      table(
        {
          name: 'Resources',
          columns: ['Name', 'Product', 'Plan', 'Status', 'Origin'],
          empty: 'This team has no resources yet.',
        },
        resources.map((resource) => line(team, resource)),
      ),
    ),
    installation(team, held),
  );
}

function offer(team: Team, before: HeldInstallation | undefined): Html {
  const again =
    before && html`<p class="hint">The installation ${before.id} has been removed; a new one inherits nothing.</p>`;
  return section(
    'The integration is not installed',
    again,
    html`<p>Installing accepts the provider’s terms and hands it an access token.</p>`,
    form({ action: teamPath(team.name, '/install'), button: 'Install', tone: 'primary' }),
  );
}

function actions({ vercel }: PageCall, team: Team): Html {
  const imports = vercel.products.map(({ slug, name }) =>
    outsideButton(teamPath(team.name, `/import?product=${encodeURIComponent(slug)}`), `Import a ${name}`),
  );
  return html`<p class="row">
    ${linkButton(teamPath(team.name, '/create'), 'Create a resource', 'primary')}
    ${outsideButton(teamPath(team.name, '/open'), 'Open in provider')}
    ${imports.length > 0 ? imports : outsideButton(teamPath(team.name, '/import'), 'Import a resource')}
  </p>`;
}

function line(team: Team, resource: HeldResource): readonly Fragment[] {
  const { id, name, productId, billingPlan, status, ownership } = resource;
  const plan = billingPlan?.name ?? 'that of the installation';
  return [html`<a href="${resourcePath(team.name, id)}">${name}</a>`, productId, plan, badge(status), ownership];
}

function installation(team: Team, held: HeldInstallation): Html {
  const told = facts({
    State: badge(held.state),
    Id: html`<code>${held.id}</code>`,
    Account: html`<code>${held.accountId}</code>`,
    Plan: held.billingPlan?.name,
    Since: moment(held.createdAt),
    'Goes at': moment(held.deletionDue),
  });
  return section('Installation', told, held.state === 'installed' && change(team));
}

function change(team: Team): Html {
  const path = (tail: string): string => teamPath(team.name, tail);
  return html`<h3>Credentials and plan</h3>
    <div class="row">
      ${form({ action: path('/renew'), button: 'Renew credentials' })}
      ${form({ action: path('/plan'), button: 'Change plan' }, textField({ name: 'plan', label: 'Plan of the installation' }))}
    </div>
    <h3>Uninstall</h3>
    ${form(
      { action: path('/uninstall'), button: 'Uninstall', tone: 'danger' },
      textField({ name: 'reason', label: 'Reason', need: 'optional' }),
      checkField({ name: 'cascade', label: 'with its resources' }, 'on'),
    )}`;
}

async function install(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const { id } = await team.install();
  return { to: teamPath(team.name), text: `Installed as ${id}.` };
}

async function renew(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  await team.renewCredentials();
  return { to: teamPath(team.name), text: 'The provider has a new access token.' };
}

async function changePlan(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const plan = need(call.form, 'plan');
  await team.changeInstallationPlan(plan);
  return { to: teamPath(team.name), text: `The installation is on ${plan}.` };
}

async function uninstall(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const extent = { cascadeResourceDeletion: call.form['cascade'] === 'on' };
  const { state } = await team.uninstall({ ...extent, ...maybe(call.form, 'reason') });
  const text =
    state === 'removed' ? 'The installation is removed.' : 'It is removed in 24 hours: final invoices may come.';
  return { to: teamPath(team.name), text };
}

/** The query goes along as the context, but for the member. */
function open(call: PageCall): string {
  const { member, ...context } = call.query;
  return teamOf(call).openProvider(context as Record<string, string>, member === undefined ? {} : { userId: member });
}

function startImport(call: PageCall): string {
  return teamOf(call).startImport(maybe(call.query, 'product')).address;
}
