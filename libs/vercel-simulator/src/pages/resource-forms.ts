import type { BillingPlan } from '#libs/vercel-contract';
import type { HeldResource } from '../record/held.js';
import type { Team } from '../team/team.js';
import { checkField, type Choice, form, selectField, textArea, textField } from './forms.js';
import { html, type Html } from './html.js';
import { type PageCall, resourcePath } from './page-call.js';
import { section } from './parts.js';

const ROLES: readonly Choice[] = [
  ['ADMIN', 'as ADMIN'],
  ['USER', 'as USER'],
];

/** The console of a resource. */
export function consoleOf(team: Team, { id }: HeldResource): Html {
  return section(
    'Console',
    form(
      { action: resourcePath(team.name, id, '/repl'), button: 'Run', shape: 'stack' },
      textArea({ name: 'input', label: 'Command' }),
      checkField({ name: 'readOnly', label: 'read-only' }, 'off'),
      selectField({ name: 'role', label: 'Member' }, ROLES),
    ),
  );
}

/** Projects that get the secrets of a resource; the provider hears of it. */
export function connections(team: Team, { id }: HeldResource): Html {
  const projects = team.projects.all().map((project) => [project.id, project.name] as const);
  const path = (tail: string): string => resourcePath(team.name, id, tail);
  const choose = selectField({ name: 'project', label: 'Project' }, projects);
  if (projects.length === 0) return section('Projects', html`<p class="hint">This team has no projects.</p>`);
  return section(
    'Projects',
    html`<div class="row">
      ${form({ action: path('/connect'), button: 'Connect' }, choose)}
      ${form({ action: path('/disconnect'), button: 'Disconnect' }, choose)}
    </div>`,
  );
}

/** What changes a resource or ends it. */
export function changeResource(
  { vercel }: PageCall,
  team: Team,
  { id, name, billingPlan }: HeldResource,
  plans: readonly BillingPlan[],
): Html {
  const path = (tail: string): string => resourcePath(team.name, id, tail);
  const choices = plans.map((plan) => [plan.id, plan.name] as const);
  const plan = { name: 'plan', label: 'Plan', value: billingPlan?.id ?? '' };
  const others = vercel.teams().filter((other) => other !== team && other.held()?.state === 'installed');
  return section(
    'Change it',
    html`<div class="row">
        ${form({ action: path('/rename'), button: 'Rename' }, textField({ name: 'name', label: 'Name', value: name }))}
        ${form({ action: path('/plan'), button: 'Change plan' }, choices.length > 0 ? selectField(plan, choices) : textField(plan))}
        ${form({ action: path('/refresh'), button: 'Read again' })}
      </div>
      <h3>Rotate the secrets</h3>
      ${form(
        { action: path('/rotate'), button: 'Rotate' },
        textField({ name: 'delayHours', label: 'Old ones work for (hours)', type: 'number', need: 'optional' }),
        textField({ name: 'reason', label: 'Reason', need: 'optional' }),
      )}
      ${others.length > 0 && transfer(path('/transfer'), others)}
      <h3>Delete</h3>
      ${form({ action: path('/delete'), button: 'Delete', tone: 'danger', label: `Delete ${name}` })}`,
  );
}

function transfer(action: string, others: readonly Team[]): Html {
  const choices = others.map((team) => [team.name, team.name] as const);
  return html`<h3>Transfer</h3>
    ${form({ action, button: 'Transfer' }, selectField({ name: 'to', label: 'To the team' }, choices))}`;
}
