import type { Target } from '../connect/held-owner.js';
import { type ConnectSource, DISABLED_REASONS, type ProjectAccess } from '../connect/held-connection.js';
import type { Team } from '../team/team.js';
import { BadControlRequest, type ControlCall, type ControlRoute, maybeText, ok, text } from './control-call.js';
import { describeConnection, describeProject } from './describe.js';

const TEAM = '/_simulator/v1/teams/:team';
const CONNECTION = `${TEAM}/connection`;
const PROJECTS = `${TEAM}/projects`;
const NOTHING = { status: 204 };
const SOURCES: readonly ConnectSource[] = ['marketplace', 'external', 'deploy-button'];

/** What a team does about its connectable account and its projects. */
export const CONNECT_ROUTES: readonly ControlRoute[] = [
  { method: 'POST', path: CONNECTION, handler: connect },
  { method: 'GET', path: CONNECTION, handler: (call) => ok(describeConnection(team(call).connection)) },
  {
    method: 'DELETE',
    path: CONNECTION,
    handler: (call) => {
      team(call).connection.remove();
      return NOTHING;
    },
  },
  {
    method: 'PUT',
    path: `${CONNECTION}/projects`,
    handler: async (call) => {
      await team(call).connection.selectProjects(accessOf(call.body['projects']));
      return ok(describeConnection(team(call).connection));
    },
  },
  {
    method: 'POST',
    path: `${CONNECTION}/disable`,
    handler: (call) => {
      const { reason = DISABLED_REASONS[0] } = maybeText(call.body, 'reason');
      const known = DISABLED_REASONS.find((one) => one === reason);
      if (known === undefined) throw new BadControlRequest(`reason must be one of ${DISABLED_REASONS.join(', ')}`);
      team(call).connection.disable(known);
      return NOTHING;
    },
  },
  {
    method: 'POST',
    path: `${CONNECTION}/enable`,
    handler: (call) => {
      team(call).connection.enable();
      return NOTHING;
    },
  },
  {
    method: 'POST',
    path: PROJECTS,
    handler: async (call) => ({
      status: 201,
      body: describeProject(await team(call).connection.createProject(text(call.body, 'name'))),
    }),
  },
  {
    method: 'GET',
    path: PROJECTS,
    handler: (call) => ok({ projects: team(call).projects.all().map(describeProject) }),
  },
  {
    method: 'PATCH',
    path: `${PROJECTS}/:project`,
    handler: async (call) => {
      await team(call).connection.renameProject(call.values['project'] ?? '', text(call.body, 'name'));
      return NOTHING;
    },
  },
  {
    method: 'DELETE',
    path: `${PROJECTS}/:project`,
    handler: async (call) => {
      await team(call).connection.removeProject(call.values['project'] ?? '');
      return NOTHING;
    },
  },
  {
    method: 'POST',
    path: `${PROJECTS}/:project/variables`,
    handler: (call) => {
      const [key, value] = [text(call.body, 'key'), text(call.body, 'value')];
      const target =
        call.body['target'] === undefined ? {} : { target: listOf(call.body['target']) as readonly Target[] };
      return { status: 201, body: team(call).projects.setOwn(call.values['project'] ?? '', { key, value, ...target }) };
    },
  },
];

function connect(call: ControlCall): { readonly status: number; readonly body: unknown } {
  const { body } = call;
  const source = SOURCES.find((known) => known === body['source']);
  if (source === undefined) throw new BadControlRequest(`source must be one of ${SOURCES.join(', ')}`);
  const account = maybeText(body, 'account').account === 'personal' ? 'personal' : 'team';
  const hints = {
    ...maybeText(body, 'state'),
    ...maybeText(body, 'currentProjectId'),
    ...maybeText(body, 'externalId'),
  };
  const projects = body['projects'] === undefined ? {} : { projects: accessOf(body['projects']) };
  return { status: 201, body: team(call).connect({ source, account, ...hints, ...projects }) };
}

function accessOf(projects: unknown): ProjectAccess {
  return projects === 'all' ? 'all' : listOf(projects);
}

function listOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new BadControlRequest('a list of texts is needed');
  return value;
}

function team({ vercel, values }: ControlCall): Team {
  return vercel.team(values['team'] ?? '');
}
