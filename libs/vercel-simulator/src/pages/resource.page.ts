import type { BillingPlan } from '#libs/vercel-contract';
import type { HeldResource } from '../record/held.js';
import type { Team } from '../team/team.js';
import { html, type Fragment, type Html } from './html.js';
import type { Page } from './layout.js';
import { notification } from './notification.js';
import { type PageCall, type PageRoute, resourceOf, teamOf, teamPath } from './page-call.js';
import { badge, disclosed, facts, json, outsideButton, section, table } from './parts.js';
import { changeResource, connections, consoleOf } from './resource-forms.js';
import { belowTeam } from './team-frame.js';

/** A resource as Vercel holds it, with what its team does about it. */
export const RESOURCE_ROUTES: readonly PageRoute[] = [
  { method: 'GET', path: '/dashboard/teams/:team/resources/:resource', handler: { show } },
];

const PLACES = ['billing', 'usage', 'secrets', 'onboarding', 'support'] as const;

async function show(call: PageCall): Promise<Page> {
  const team = teamOf(call);
  const held = resourceOf(call);
  const isLive = team.installation().state === 'installed';
  const plans = isLive && held.ownership !== 'linked' ? await plansOf(team, held) : [];
  return belowTeam(
    team,
    held.name,
    notification(held.notification, team.name),
    described(team, held),
    secrets(held),
    isLive && connections(team, held),
    isLive && consoleOf(team, held),
    isLive && changeResource(call, team, held, plans),
  );
}

/** A provider that cannot tell its plans does not keep the page from being shown. */
async function plansOf(team: Team, { id }: HeldResource): Promise<readonly BillingPlan[]> {
  return team.resourcePlans(id).catch(() => []);
}

function described(team: Team, held: HeldResource): Html {
  const open = (tail = ''): string => teamPath(team.name, `/open?resource_id=${encodeURIComponent(held.id)}${tail}`);
  return html`<section class="card">
    <div class="between">
      <h2>${held.productId}</h2>
      ${badge(held.status)}
    </div>
    ${facts({
      Plan: held.billingPlan && `${held.billingPlan.name} (${held.billingPlan.id})`,
      Origin: held.ownership,
      Id: html`<code>${held.id}</code>`,
    })}
    ${Object.keys(held.metadata).length > 0 && disclosed('Metadata', json(held.metadata))}
    <p class="row">
      ${outsideButton(open(), 'Open in provider')}
      ${PLACES.map((path) => outsideButton(open(`&path=${path}`), capitalised(path)))}
    </p>
  </section>`;
}

function secrets({ secrets: all }: HeldResource): Html {
  const rows = all.map(({ name, value }): readonly Fragment[] => [
    html`<code>${name}</code>`,
    disclosed('Show', html`<code>${value}</code>`),
  ]);
  return section('Secrets', table({ name: 'Secrets', columns: ['Name', 'Value'], empty: 'None.' }, rows));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
