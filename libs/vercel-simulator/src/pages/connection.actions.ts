import { type ConnectSource, DISABLED_REASONS } from '../connect/held-connection.js';
import type { TeamConnection } from '../team/team-connection.js';
import { type AccountKind, connectionOf, connectionPath } from './connection-path.js';
import { type Done, maybe, need, type PageCall, type PageRoute, NoSuchPage, teamOf } from './page-call.js';

const ACCOUNT = '/dashboard/teams/:team/connection/:account';
const SOURCES: readonly ConnectSource[] = ['marketplace', 'deploy-button', 'external'];

/** Popups and forms about a connectable account. */
export const CONNECTION_ACTIONS: readonly PageRoute[] = [
  { method: 'GET', path: `${ACCOUNT}/begin`, handler: { leave: begin } },
  { method: 'POST', path: `${ACCOUNT}/access`, handler: { act: access } },
  { method: 'POST', path: `${ACCOUNT}/confirm-scopes`, handler: { act: confirmScopes } },
  { method: 'POST', path: `${ACCOUNT}/disable`, handler: { act: disable } },
  { method: 'POST', path: `${ACCOUNT}/enable`, handler: { act: enable } },
  { method: 'POST', path: `${ACCOUNT}/remove`, handler: { act: remove } },
  { method: 'POST', path: `${ACCOUNT}/projects`, handler: { act: addProject } },
  { method: 'POST', path: `${ACCOUNT}/projects/:project/rename`, handler: { act: renameProject } },
  { method: 'POST', path: `${ACCOUNT}/projects/:project/remove`, handler: { act: removeProject } },
  { method: 'POST', path: `${ACCOUNT}/projects/:project/variables`, handler: { act: setVariable } },
];

function begin(call: PageCall): string {
  const source = SOURCES.find((one) => one === call.query['source']);
  if (source === undefined) throw new NoSuchPage('There is no such way to connect.');
  const { project } = maybe(call.query, 'project');
  const hints = project === undefined ? {} : { currentProjectId: project };
  return connection(call).open({ source, ...hints, ...maybe(call.query, 'state') }).address;
}

async function access(call: PageCall): Promise<Done> {
  await connection(call).selectProjects(call.form['all'] === 'on' ? 'all' : call.many('project'));
  return back(call, 'The integration reaches these projects from now on.');
}

async function confirmScopes(call: PageCall): Promise<Done> {
  await connection(call).confirmScopes();
  return back(call, 'The scopes are confirmed; the provider was told.');
}

function disable(call: PageCall): Done {
  const reason = DISABLED_REASONS.find((one) => one === call.form['reason']);
  connection(call).disable(reason);
  return back(call, 'Every call is refused until it is enabled; after 30 days it is removed.');
}

function enable(call: PageCall): Done {
  connection(call).enable();
  return back(call, 'It is enabled again; no event tells the provider.');
}

function remove(call: PageCall): Done {
  connection(call).remove();
  return back(call, 'The configuration is gone with all that it has made; the provider is told.');
}

async function addProject(call: PageCall): Promise<Done> {
  const { name } = await connection(call).createProject(need(call.form, 'name'));
  return back(call, `${name} is a project now.`);
}

async function renameProject(call: PageCall): Promise<Done> {
  const name = need(call.form, 'name');
  await connection(call).renameProject(call.values['project'] ?? '', name);
  return back(call, `The project is called ${name} now.`);
}

async function removeProject(call: PageCall): Promise<Done> {
  await connection(call).removeProject(call.values['project'] ?? '');
  return back(call, 'The project is gone with its variables.');
}

function setVariable(call: PageCall): Done {
  const [key, value] = [need(call.form, 'key'), need(call.form, 'value')];
  connection(call).projects.setOwn(call.values['project'] ?? '', { key, value });
  return back(call, `${key} is set by hand.`);
}

function connection(call: PageCall): TeamConnection {
  return connectionOf(teamOf(call), kindOf(call));
}

function kindOf({ values }: PageCall): AccountKind {
  if (values['account'] === 'team' || values['account'] === 'personal') return values['account'];
  throw new NoSuchPage('There is no such account.');
}

function back(call: PageCall, text: string): Done {
  return { to: connectionPath(teamOf(call), kindOf(call)), text };
}
