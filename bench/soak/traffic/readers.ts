import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from '../../../sandbox/web/index.js';
import { again, anyOf, type Ground } from './loop.js';

const READS_MS = 50;
const VISITS_MS = 1_000;
const OPERATORS_MS = 500;
/** Of two changes of the same millisecond nobody could tell which was the last. */
const APART_MS = 5;
const PAGES = ['/dashboard', '/dashboard/billing', '/dashboard/invoices'];
const LISTS = [
  'installations',
  'resources',
  'jobs',
  'jobs/dead',
  'webhooks',
  'invoices',
  'audit',
  'members',
  'catalog',
];

/** Vercel reads resources and plans. */
export function read(ground: Ground): Promise<void> {
  return again(ground, 'reading', READS_MS, async () => {
    const chosen = anyOf(ground.book.restful());
    if (chosen === undefined) return;
    const { team, resource } = chosen;
    const { partner } = ground.stage.vercel;
    const installationId = team.installation().id;
    const answer = await (Math.random() < 0.8
      ? partner.getResource(installationId, resource.id)
      : partner.listResourcePlans(installationId, resource.id));
    const isThere = team.held()?.state === 'installed' && team.installation().resources.has(resource.id);
    const isBusy = ground.book.busy.has(resource.id) || ground.book.busy.has(installationId);
    if (answer.status !== 200 && isThere && !isBusy)
      ground.findings.add(`a read was answered by ${answer.status}`, JSON.stringify(answer.body));
    ground.book.count('reads');
  });
}

/** Members come by single sign-on and look at pages. */
export function visit(ground: Ground): Promise<void> {
  return again(ground, 'visiting', VISITS_MS, async () => {
    const chosen = anyOf(ground.book.restful());
    if (chosen === undefined) return;
    const { team, resource } = chosen;
    const visitor = new Visitor();
    const statuses = [(await visitor.open(team.openProvider())).status];
    for (const path of [...PAGES, `/dashboard/resources/${resource.id}`])
      statuses.push((await visitor.open(`${ground.stage.url}${path}`)).status);
    const wrong = statuses.filter((status) => status !== 200 && status !== 503);
    if (wrong.length > 0 && isUnchanged(ground, chosen)) ground.findings.add('a page was not there', statuses.join());
    ground.book.count('visits');
  });
}

/** Operators list what there is, and have Vercel told of money. */
export function operate(ground: Ground): Promise<void> {
  return again(ground, 'operating', OPERATORS_MS, async () => {
    const { stage, book, findings } = ground;
    const list = anyOf(LISTS) ?? '';
    const { status } = await stage.operate(`GET /admin/v1/${list}`);
    if (status !== 200 && status !== 503) findings.add(`the list of ${list} was answered by ${status}`);
    book.count('lists of operators');
    const team = anyOf(book.present());
    if (team === undefined || Math.random() < 0.8) return;
    const { id } = team.installation();
    const push = await stage.operate(`POST /admin/v1/installations/${id}/billing/push`, { reason: 'a customer asked' });
    const isExpected = push.status < 300 || push.status === 503 || push.status === 409;
    if (!isExpected && team.held()?.state === 'installed' && !book.busy.has(id))
      findings.add(`a push was answered by ${push.status}`, JSON.stringify(push.body));
    book.count('pushes asked for');
  });
}

/** Vercel tells what happens out of order: what it holds back for a second comes in reverse. */
export function disorder(ground: Ground): Promise<void> {
  return again(ground, 'sending webhooks', 4_000, async () => {
    const { stage, book } = ground;
    stage.vercel.webhooks.hold();
    for (const team of book.present().slice(-6)) {
      const { members } = team;
      const member = await members.add({ role: 'USER' });
      await pause(APART_MS);
      await members.changeRole(member.id, 'ADMIN');
      await pause(APART_MS);
      await members.changeRole(member.id, Math.random() < 0.5 ? 'USER' : 'ADMIN');
      book.members.add(member.id);
      book.count('members');
    }
    await pause(1_000);
    await stage.vercel.webhooks.release('reversed');
    stage.vercel.webhooks.multiply(1 + Math.floor(Math.random() * 3));
  });
}

function isUnchanged({ book }: Ground, { team, resource }: ReturnType<Ground['book']['restful']>[number]): boolean {
  return book.restful().some((each) => each.team === team && each.resource.id === resource.id);
}
