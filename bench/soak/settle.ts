import { setTimeout as pause } from 'node:timers/promises';
import type { Ground } from './traffic/loop.js';

const LIMIT_MS = 180_000;
const LOOK_AGAIN_MS = 250;
/** Every periodic job that is due within a quarter of a minute has run when two of its slots have begun. */
const TICK_SECONDS = 15;

/** Jobs that somebody works on or could take now; safety nets for later are none. */
const OUTSTANDING = `SELECT data->>'job' AS job, state, count(*)::int AS jobs FROM pgboss.job
  WHERE name <> 'dead' AND (state IN ('retry', 'active') OR (state = 'created' AND start_after <= now())) GROUP BY 1, 2`;
const TICKED = `SELECT 1 FROM tick_slots GROUP BY name HAVING name = 'resources.reconcile' AND max(slot) >= $1`;
const CLOCK = `SELECT clock_timestamp() + (SELECT offset_ms FROM clock_offsets) * interval '1 millisecond' AS now`;

/** Resolves when what is due has been found and worked off, here and at Vercel; what does not come to rest is a finding. */
export async function settle(ground: Ground): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  await untilTicked(ground, deadline);
  let left = '';
  for (let quiet = 0; quiet < 3; quiet = left === '' ? quiet + 1 : 0) {
    left = await leftOver(ground);
    if (performance.now() > deadline) return ground.findings.add('it does not come to rest', left);
    await pause(LOOK_AGAIN_MS);
  }
  await untilVercelHasRead(ground);
}

async function untilTicked({ stage }: Ground, deadline: number): Promise<void> {
  const [row] = await stage.sql<{ now: Date }>(CLOCK);
  const next = new Date((row?.now.getTime() ?? 0) + TICK_SECONDS * 1_000);
  while (performance.now() < deadline && (await stage.sql(TICKED, [next])).length === 0) await pause(LOOK_AGAIN_MS);
}

async function leftOver({ stage }: Ground): Promise<string> {
  const jobs = await stage.sql(OUTSTANDING);
  const webhooks = stage.vercel.webhooks.sent.filter(({ state }) => state === 'waiting');
  return [
    ...jobs.map((job) => JSON.stringify(job)),
    ...(webhooks.length === 0 ? [] : [`${webhooks.length} webhooks are not delivered`]),
  ].join();
}

/** What Vercel reads of a resource that it has deleted meanwhile is not there, which is right. */
async function untilVercelHasRead({ stage, findings }: Ground): Promise<void> {
  for (;;) {
    try {
      await stage.vercel.settled();
      return;
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      if (!/^read [\s\S]*came: 40[34]/.test(told)) findings.add('Vercel could not read again', told);
    }
  }
}
