import { form, textField } from './forms.js';
import { html, type Html } from './html.js';
import type { Page } from './layout.js';
import { type Done, need, type PageCall, type PageRoute, teamPath } from './page-call.js';
import { badge, facts, moment, section } from './parts.js';

/** All teams, and a new one. */
export const HOME_ROUTES: readonly PageRoute[] = [
  { method: 'GET', path: '/', handler: { show } },
  { method: 'POST', path: '/dashboard/teams', handler: { act: add } },
];

function show({ vercel }: PageCall): Page {
  const teams = vercel.teams();
  const body = html`<p class="hint">
      Play what customers do on Vercel. Everything reaches the provider through the same calls, tokens and webhooks.
    </p>
    ${teams.length > 0 && html`<div class="grid">${teams.map(card)}</div>`}
    ${section(
      'New team',
      form(
        { action: '/dashboard/teams', button: 'Add team', tone: 'primary' },
        textField({ name: 'name', label: 'Name' }),
      ),
    )}
    ${section(
      'This Vercel',
      facts({
        Provider:
          vercel.partnerUrl ?? html`not set: give its address under <a href="/dashboard/simulator">Simulator</a>`,
        Integration: `${vercel.integration.slug} (${vercel.integration.clientId})`,
        Clock: moment(vercel.clock.now()),
        'Contract breaches': vercel.record.violations.length,
      }),
    )}`;
  return { title: 'Teams', body };
}

function card(team: ReturnType<PageCall['vercel']['teams']>[number]): Html {
  const held = team.held();
  const resources = held?.resources.size ?? 0;
  return html`<section class="card">
    <div class="between">
      <h2><a href="${teamPath(team.name)}">${team.name}</a></h2>
      ${badge(held?.state ?? 'not installed')}
    </div>
    <p class="hint">
      ${resources} ${resources === 1 ? 'resource' : 'resources'}, ${team.projects.all().length} projects
    </p>
  </section>`;
}

function add({ vercel, form: fields }: PageCall): Done {
  const { name } = vercel.team(need(fields, 'name'));
  return { to: teamPath(name), text: `${name} is a team now.` };
}
