import { setTimeout as pause } from 'node:timers/promises';
import type { VercelSimulator } from '#libs/vercel-simulator';
import { arriveAt } from '../customers.js';
import type { Rig } from '../rig.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

const PER_SECOND = 300;
const WARM_UP_SECONDS = 5;

/** P06, webhooks: how long Vercel waits until an event is stored, while the same process works the events off. */
export async function measureWebhooks(rig: Rig, { rounds, seconds }: Rounds): Promise<Row[]> {
  const server = await rig.startOurs({ SERVICE_ROLE: 'all' });
  try {
    await arriveAt(server.url, rig.vercel);
    await send(rig.vercel, WARM_UP_SECONDS);
    const waits: number[] = [];
    for (let round = 0; round < rounds; round += 1) waits.push(...(await send(rig.vercel, seconds)));
    waits.sort((a, b) => a - b);
    const at = (share: number): string => `${(waits[Math.ceil(waits.length * share) - 1] ?? Number.NaN).toFixed(1)} ms`;
    return [
      {
        id: 'P06',
        measure: `webhook acknowledged, ${PER_SECOND}/s, p99 (p50)`,
        ours: `${at(0.99)} (${at(0.5)})`,
        raw: '',
        result: `**${at(0.99)}**`,
        floor: '50 ms',
        goal: '25 ms',
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Evenly over time, each as soon as its moment has come whatever became of those before; milliseconds until each answer. */
async function send({ webhooks, record }: VercelSimulator, seconds: number): Promise<number[]> {
  const ids = [...record.installations.keys()];
  const started = performance.now();
  const waits = Array.from({ length: PER_SECOND * seconds }, async (_none, index) => {
    await pause(Math.max(0, started + (index * 1_000) / PER_SECOND - performance.now()));
    const payload = { installationId: ids[index % ids.length], memberId: `user_${index}`, role: 'USER' };
    const sent = performance.now();
    const { state } = await webhooks.send('marketplace.member.changed', payload);
    if (state !== 'delivered') throw new Error('A webhook was not taken at once');
    return performance.now() - sent;
  });
  return Promise.all(waits);
}
