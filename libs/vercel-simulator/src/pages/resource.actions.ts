import type { ReplBlock, UserRole } from '#libs/vercel-contract';
import {
  type Done,
  maybe,
  need,
  type PageCall,
  type PageRoute,
  resourceOf,
  resourcePath,
  teamOf,
  teamPath,
} from './page-call.js';

const RESOURCE = '/dashboard/teams/:team/resources/:resource';
type Act = (call: PageCall) => Promise<Done>;

const ACTS: Readonly<Record<string, Act>> = { rename, plan, refresh, rotate, repl, connect, disconnect, transfer };

/** Forms about a resource. */
export const RESOURCE_ACTIONS: readonly PageRoute[] = [
  ...Object.entries(ACTS).map(([name, act]) => ({
    method: 'POST',
    path: `${RESOURCE}/${name}`,
    handler: { act },
  })),
  { method: 'POST', path: `${RESOURCE}/delete`, handler: { act: remove } },
];

async function rename(call: PageCall): Promise<Done> {
  const { id } = resourceOf(call);
  const { name } = await teamOf(call).rename(id, need(call.form, 'name'));
  return back(call, `It is called ${name} now.`);
}

async function plan(call: PageCall): Promise<Done> {
  const { id } = resourceOf(call);
  const wanted = need(call.form, 'plan');
  await teamOf(call).changePlan(id, wanted);
  return back(call, `It is on ${wanted} now.`);
}

async function refresh(call: PageCall): Promise<Done> {
  const { status } = await teamOf(call).refresh(resourceOf(call).id);
  return back(call, `The provider says: ${status}.`);
}

async function rotate(call: PageCall): Promise<Done> {
  const hours = maybe(call.form, 'delayHours').delayHours;
  const delay = hours === undefined ? {} : { delayHours: Number(hours) };
  await teamOf(call).rotate(resourceOf(call).id, { ...delay, ...maybe(call.form, 'reason') });
  return back(call, 'The rotation has begun; new secrets are below as soon as Vercel has them.');
}

async function repl(call: PageCall): Promise<Done> {
  const role = roleOf(call.form['role']);
  const readOnly = call.form['readOnly'] === 'on';
  const { status, blocks } = await teamOf(call).repl(resourceOf(call).id, need(call.form, 'input'), { role, readOnly });
  const detail = blocks.map(lines).join('\n');
  return { ...back(call, status === 200 ? 'The console answered:' : 'The console refused:'), detail };
}

async function connect(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const project = team.projects.find(need(call.form, 'project'));
  await team.webhooks.connectProject(resourceOf(call).id, project);
  return back(call, `${project.name} is connected; the provider was told.`);
}

async function disconnect(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const project = team.projects.find(need(call.form, 'project'));
  await team.webhooks.disconnectProject(resourceOf(call).id, project.id);
  return back(call, `${project.name} is disconnected; the provider was told.`);
}

async function transfer(call: PageCall): Promise<Done> {
  const { id, name } = resourceOf(call);
  const target = call.vercel.team(need(call.form, 'to'));
  await teamOf(call).transfer([id], target);
  return { to: resourcePath(target.name, id), text: `${name} belongs to ${target.name} now.` };
}

async function remove(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const { id, name } = resourceOf(call);
  await team.remove(id);
  return { to: teamPath(team.name), text: `${name} is gone.` };
}

function back(call: PageCall, text: string): Done {
  return { to: resourcePath(teamOf(call).name, call.values['resource'] ?? ''), text };
}

function roleOf(text: string | undefined): UserRole {
  return text === 'USER' ? 'USER' : 'ADMIN';
}

/** A block of the console's output as text. */
function lines(block: ReplBlock): string {
  if (block.type === 'paragraph') return block.children.map(({ text }) => text).join('');
  return [block.header ?? [], ...block.rows].map((row) => row.map(({ text }) => text).join(' | ')).join('\n');
}
