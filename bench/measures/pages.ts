import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { busyCustomer, type BusyCustomer, Company } from '../../sandbox/company/index.js';
import { Visitor } from '../../sandbox/web/index.js';
import { load } from '../load.js';
import { median } from '../median.js';
import type { Rig } from '../rig.js';
import type { ServerProcess } from '../server-process.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

const CATALOG = path.join(fileURLToPath(new URL('../../../', import.meta.url)), 'config/catalog.yaml');
const [ADMIN_KEY, USAGE_KEY] = ['admin-key-of-the-bench', 'usage-key-of-the-bench'];
const SETTINGS = {
  SERVICE_ROLE: 'all',
  CATALOG_FILE: CATALOG,
  ADMIN_API_KEYS: `bench:${ADMIN_KEY}`,
  USAGE_API_KEYS: `bench:${USAGE_KEY}`,
};

/** People who look at once, each opening the page again as soon as it is there. */
const READERS = 4;
const WARM_UP_SECONDS = 5;

interface Times {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How long the pages of the dashboard take for a customer of the sandbox's catalog; the overview also by hand. */
export async function measurePages(rig: Rig, rounds: Rounds): Promise<Row[]> {
  const ours = await rig.startOurs(SETTINGS);
  const raw = await rig.startRaw();
  try {
    rig.vercel.usePartner(ours.url);
    const { url } = ours;
    const company = new Company({ url, adminKey: ADMIN_KEY, usageKey: USAGE_KEY, vercel: rig.vercel });
    const customer = await busyCustomer(company, rig.vercel);
    const visitor = new Visitor();
    await visitor.open(customer.team.openProvider());
    const cookie = await visitor.cookiesFor(url);
    const rows: Row[] = [];
    for (const [name, address] of Object.entries(pagesOf(customer))) {
      const baseline = name === 'overview' ? raw : null;
      rows.push(row(name, await timesOf({ ours, raw: baseline }, { address, cookie }, rounds)));
    }
    return rows;
  } finally {
    await ours.stop();
    await raw.stop();
  }
}

function pagesOf({ orders }: BusyCustomer): Readonly<Record<string, string>> {
  const resource = `/dashboard/resources/${orders.id}`;
  return {
    overview: '/dashboard',
    resource,
    'resource, usage': `${resource}/usage`,
    'resource, billing': `${resource}/billing`,
    billing: '/dashboard/billing',
    invoices: '/dashboard/invoices',
  };
}

async function timesOf(
  servers: { readonly ours: ServerProcess; readonly raw: ServerProcess | null },
  { address, cookie }: { readonly address: string; readonly cookie: string },
  { rounds, seconds }: Rounds,
): Promise<{ readonly ours: Times; readonly raw: Times | null }> {
  const requests = Array.from({ length: READERS }, () => ({
    method: 'GET' as const,
    path: address,
    headers: { cookie },
  }));
  const round = (server: ServerProcess, length: number): Promise<Times> =>
    load({ url: server.url, seconds: length, requests });
  const contestants = [servers.ours, ...(servers.raw === null ? [] : [servers.raw])];
  for (const server of contestants) await round(server, WARM_UP_SECONDS);
  const taken = new Map(contestants.map((server) => [server, [] as Times[]]));
  for (let index = 0; index < rounds; index += 1) {
    for (const [server, times] of taken) times.push(await round(server, seconds));
  }
  const [ours = [], raw] = [...taken.values()];
  return { ours: middle(ours), raw: raw === undefined ? null : middle(raw) };
}

function middle(rounds: readonly Times[]): Times {
  return { p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)), p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)) };
}

function row(name: string, { ours, raw }: { readonly ours: Times; readonly raw: Times | null }): Row {
  return {
    id: 'pages',
    measure: `${name}, ${READERS} readers, p99 (p50)`,
    ours: shown(ours),
    raw: raw === null ? '' : shown(raw),
    result: `**${ours.p99Ms} ms**`,
    floor: '50 ms',
    goal: '',
  };
}

function shown({ p50Ms, p99Ms }: Times): string {
  return `${p99Ms} ms (${p50Ms} ms)`;
}
