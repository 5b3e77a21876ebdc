import type { Metadata, UserRole } from '#libs/vercel-contract';
import type { Team } from '../team/team.js';
import type { ControlCall, ControlRoute } from './control-call.js';
import { BadControlRequest, maybeText, ok, text } from './control-call.js';
import { describeInstallation } from './describe.js';

const TEAM = '/_simulator/v1/teams/:team';
const RESOURCE = `${TEAM}/resources/:resource`;

/** What the members of a team do. */
export const TEAM_ROUTES: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/_simulator/v1/teams',
    handler: async ({ vercel, body }) => ({
      status: 201,
      body: describeInstallation(await vercel.team(text(body, 'name')).install()),
    }),
  },
  { method: 'GET', path: TEAM, handler: (call) => ok(describeInstallation(team(call).installation())) },
  {
    method: 'DELETE',
    path: TEAM,
    handler: async (call) => {
      const { cascadeResourceDeletion } = call.body;
      const cascade = typeof cascadeResourceDeletion === 'boolean' ? { cascadeResourceDeletion } : {};
      return ok(describeInstallation(await team(call).uninstall({ ...cascade, ...maybeText(call.body, 'reason') })));
    },
  },
  {
    method: 'GET',
    path: `${TEAM}/plans`,
    handler: async (call) => ok({ plans: await team(call).plans(text(call.query, 'product'), metadataOf(call.query)) }),
  },
  { method: 'POST', path: `${TEAM}/resources`, handler: provision },
  { method: 'GET', path: RESOURCE, handler: async (call) => ok(await team(call).refresh(resource(call))) },
  { method: 'PATCH', path: RESOURCE, handler: change },
  {
    method: 'DELETE',
    path: RESOURCE,
    handler: async (call) => {
      await team(call).remove(resource(call), roleOf(call));
      return { status: 204 };
    },
  },
  { method: 'POST', path: `${RESOURCE}/secrets/rotate`, handler: rotate },
  { method: 'POST', path: `${RESOURCE}/repl`, handler: repl },
  {
    method: 'POST',
    path: `${RESOURCE}/transfer`,
    handler: async (call) => {
      const target = call.vercel.team(text(call.body, 'to'));
      await team(call).transfer([resource(call)], target);
      return ok(describeInstallation(target.installation()));
    },
  },
];

async function provision(call: ControlCall): Promise<{ readonly status: number; readonly body: unknown }> {
  const { body } = call;
  const [product, plan, name] = [text(body, 'product'), text(body, 'plan'), text(body, 'name')];
  const metadata = (body['metadata'] ?? {}) as Metadata;
  const purchase = { product, plan, name, metadata, ...maybeText(body, 'externalId') };
  return { status: 201, body: await team(call).provision(purchase, roleOf(call)) };
}

async function change(call: ControlCall): ReturnType<typeof provision> {
  const { name, plan } = { ...maybeText(call.body, 'name'), ...maybeText(call.body, 'plan') };
  if (name === undefined && plan === undefined) throw new BadControlRequest('name or plan must be given');
  if (name !== undefined) await team(call).rename(resource(call), name, roleOf(call));
  if (plan !== undefined) await team(call).changePlan(resource(call), plan, roleOf(call));
  return { status: 200, body: team(call).installation().resources.get(resource(call)) };
}

async function rotate(call: ControlCall): ReturnType<typeof provision> {
  const { delayHours } = call.body;
  const isDelay = delayHours === undefined || typeof delayHours === 'number';
  if (!isDelay) throw new BadControlRequest('delayHours must be a number');
  const delay = delayHours === undefined ? {} : { delayHours };
  const wish = { ...maybeText(call.body, 'reason'), ...delay, ...roleOf(call) };
  return { status: 200, body: await team(call).rotate(resource(call), wish) };
}

async function repl(call: ControlCall): ReturnType<typeof provision> {
  const readOnly = typeof call.body['readOnly'] === 'boolean' ? { readOnly: call.body['readOnly'] } : {};
  const options = { ...readOnly, ...roleOf(call) };
  return { status: 200, body: await team(call).repl(resource(call), text(call.body, 'input'), options) };
}

function team({ vercel, values }: ControlCall): Team {
  return vercel.team(values['team'] ?? '');
}

function resource({ values }: ControlCall): string {
  return values['resource'] ?? '';
}

function roleOf({ body }: ControlCall): { readonly role?: UserRole } {
  const role = body['role'];
  if (role === undefined) return {};
  if (role !== 'ADMIN' && role !== 'USER') throw new BadControlRequest('role must be ADMIN or USER');
  return { role };
}

function metadataOf(query: ControlCall['query']): Metadata | undefined {
  return query['metadata'] === undefined ? undefined : (JSON.parse(text(query, 'metadata')) as Metadata);
}
