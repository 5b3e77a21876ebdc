import type { Ground } from '../traffic/loop.js';

const DEAD = `SELECT data->>'job' AS job, source_output IS NOT NULL AS "hasReason", source_output::text AS reason FROM pgboss.job
  WHERE name = 'dead'`;
const UNHANDLED = 'SELECT type FROM webhook_events WHERE handled_at IS NULL';
const TWICE = 'SELECT id FROM webhook_events GROUP BY id HAVING count(*) > 1';
const STORED = 'SELECT id FROM webhook_events';
const MEMBERS = 'SELECT installation_id AS installation, id, role FROM members';

/** What a fake Vercel answers in order or in trouble; anything else is a call that should not have been made. */
const USUAL = new Set([0, 200, 201, 204, 429]);

/** Every job is done (invariant 8), each webhook has had its one effect (9), and nobody has broken the contract. */
export async function checkJobsAndWebhooks(ground: Ground): Promise<void> {
  const { stage, findings } = ground;
  for (const { job, hasReason, reason } of await stage.sql<{ job: string; hasReason: boolean; reason: string }>(DEAD))
    findings.add(hasReason ? `a dead letter of ${job}` : `a dead letter of ${job} without a reason`, reason);
  findings.addAll(
    'a webhook was not handled',
    (await stage.sql<{ type: string }>(UNHANDLED)).map(({ type }) => type),
  );
  findings.addAll(
    'a webhook is stored twice',
    (await stage.sql<{ id: string }>(TWICE)).map(({ id }) => id),
  );
  const stored = new Set((await stage.sql<{ id: string }>(STORED)).map(({ id }) => id));
  const lost = stage.vercel.webhooks.sent.filter(({ id, state }) => state === 'delivered' && !stored.has(id));
  findings.addAll(
    'a webhook was taken and is not stored',
    lost.map(({ id, type }) => `${type} ${id}`),
  );
  for (const violation of stage.vercel.violations)
    findings.add(`against the contract: ${violation.side} ${violation.method}`, JSON.stringify(violation));
  await checkMembers(ground);
  checkCalls(ground);
}

/** Roles are those at Vercel, in whatever order it told them. */
async function checkMembers({ stage, book, findings }: Ground): Promise<void> {
  const rows = await stage.sql<{ installation: string; id: string; role: string }>(MEMBERS);
  const here = new Map(rows.map(({ installation, id, role }) => [`${installation} ${id}`, role]));
  for (const team of book.present()) {
    const { id, members } = team.installation();
    for (const member of members.filter((each) => book.members.has(each.id))) {
      const role = here.get(`${id} ${member.id}`);
      if (role !== member.role)
        findings.add('a member has another role here', `${member.id} is ${role}, at Vercel ${member.role}`);
    }
  }
}

/** An invoice whose sending had an unknown outcome is sent again, and is there already. */
function checkCalls({ stage, findings }: Ground): void {
  for (const { method, path, status, struckBy, body } of stage.vercel.record.calls) {
    const isAdopted = status === 409 && path.endsWith('/billing/invoices');
    if (struckBy !== undefined || USUAL.has(status) || isAdopted) continue;
    findings.add(
      `Vercel answered ${status} to ${method} ${path.replaceAll(/(?:icfg|res|mi)_[^/]+/g, '…')}`,
      JSON.stringify(body),
    );
  }
}
