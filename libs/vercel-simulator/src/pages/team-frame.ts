import type { Team } from '../team/team.js';
import { type Fragment, html, type Html } from './html.js';
import type { Page } from './layout.js';
import { teamPath } from './page-call.js';

const TABS = [
  ['', 'Resources'],
  ['/billing', 'Billing'],
  ['/members', 'Members'],
  ['/connection', 'Connected account'],
] as const;

/** One of the tabs of a team's page. */
export type TeamTab = (typeof TABS)[number][0];

/** A tab of a team's page. */
export function teamPage(team: Team, tab: TeamTab, ...body: readonly Fragment[]): Page {
  return { title: team.name, trail: [['/', 'Teams']], body: html`${tabs(team, tab)}${body}` };
}

/** A page below that of a team. */
export function belowTeam(team: Team, title: string, ...body: readonly Fragment[]): Page {
  return {
    title,
    trail: [
      ['/', 'Teams'],
      [teamPath(team.name), team.name],
    ],
    body: html`${body}`,
  };
}

function tabs(team: Team, present: TeamTab): Html {
  const links = TABS.map(
    ([tail, text]) =>
      html`<a href="${teamPath(team.name, tail)}" ${tail === present && html`aria-current="page"`}>${text}</a>`,
  );
  return html`<nav class="tabs" aria-label="${team.name}">${links}</nav>`;
}
