import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { arriveAt } from '../customers.js';
import { load } from '../load.js';
import { median } from '../median.js';
import { provisionResource, showResource } from '../requests.js';
import type { Rig } from '../rig.js';
import type { ServerProcess } from '../server-process.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

/** After so long a server that nobody calls has let go of what its start needed. */
const IDLE_MS = 5_000;
const SAMPLE_MS = 100;
const ROLES = ['api', 'all'] as const;

const START = { raw: '', floor: '3 s', goal: '1.5 s' };

/** P08: time from the start of the process to readiness, and the memory it holds. */
export async function measureStartAndMemory(rig: Rig, { rounds, seconds }: Rounds): Promise<Row[]> {
  const rows = [await startRow('migrated database', rounds, () => rig.startOurs({ SERVICE_ROLE: 'all' }))];
  const embedded = {
    SERVICE_ROLE: 'all',
    DATABASE_URL: '',
    EMBEDDED_POSTGRES_DIR: path.join(rig.directory, 'embedded'),
  };
  rows.push(await startRow('embedded database, first', 1, () => rig.startOurs(embedded)));
  rows.push(await startRow('embedded database, again', rounds, () => rig.startOurs(embedded)));
  for (const role of ROLES) rows.push(...(await memoryRows(rig, role, seconds)));
  return rows;
}

async function startRow(what: string, times: number, start: () => Promise<ServerProcess>): Promise<Row> {
  const found: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const server = await start();
    found.push(server.readyAfterMs / 1_000);
    await server.stop();
  }
  const result = `${median(found).toFixed(2)} s`;
  return { id: 'P08', measure: `start to ready, ${what}`, ours: result, result, ...START };
}

async function memoryRows(rig: Rig, role: (typeof ROLES)[number], seconds: number): Promise<Row[]> {
  const server = await rig.startOurs({ SERVICE_ROLE: role });
  try {
    await pause(IDLE_MS);
    const idle = `${Math.round(server.residentMb())} MB`;
    const customers = await arriveAt(server.url, rig.vercel);
    const reads = customers.map((customer) => showResource(customer));
    const writes = customers.map((customer) => provisionResource(customer));
    const highest = await highestMemory(server, async () => {
      await load({ url: server.url, seconds, requests: reads });
      await load({ url: server.url, seconds: seconds * 2, requests: writes });
      await load({ url: server.url, seconds, requests: [...reads, ...writes] });
    });
    const loaded = `${Math.round(highest)} MB`;
    const common = { id: 'P08', raw: '' };
    return [
      { ...common, measure: `memory idle, role ${role}`, ours: idle, result: idle, floor: '160 MB', goal: '110 MB' },
      {
        ...common,
        measure: `memory under load, role ${role}`,
        ours: loaded,
        result: loaded,
        floor: '300 MB',
        goal: '200 MB',
      },
    ];
  } finally {
    await server.stop();
  }
}

async function highestMemory(server: ServerProcess, work: () => Promise<void>): Promise<number> {
  let highest = 0;
  const sampling = setInterval(() => {
    highest = Math.max(highest, server.residentMb());
  }, SAMPLE_MS);
  try {
    await work();
    return highest;
  } finally {
    clearInterval(sampling);
  }
}
