import type { Team } from '#libs/vercel-simulator';
import { type Running, start } from './start.js';

/** A page as a browser without JavaScript gets it. */
export interface Visited {
  readonly status: number;
  /** Path and query of where the browser ended. */
  readonly at: string;
  readonly headers: Headers;
  readonly text: string;
  /** What the page says a form has done, if anything. */
  readonly notice: string | undefined;
}

/** Somebody before the dashboard of the simulator. */
export interface Visitor extends Running {
  readonly team: Team;
  readonly visit: (path: string) => Promise<Visited>;
  /** Sends a form from a page; follows to the page that says what it has done. */
  readonly submit: (action: string, fields?: Fields) => Promise<Visited>;
  /** Where a link leads that leaves the dashboard. */
  readonly leave: (path: string) => Promise<URL>;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Starts a simulator with a provider and a team, and comes to its dashboard. */
export async function startVisit(options: Parameters<typeof start>[0] = {}): Promise<Visitor> {
  const running = await start({ products: PRODUCTS, ...options });
  const { sim } = running;
  const visit = async (path: string): Promise<Visited> => visited(await fetch(new URL(path, sim.url)), sim.url);
  const submit = async (action: string, fields: Fields = {}): Promise<Visited> => {
    const sent = await fetch(new URL(action, sim.url), { ...formOf(fields, sim.url), redirect: 'manual' });
    return sent.status === 303 ? visit(sent.headers.get('location') ?? '') : visited(sent, sim.url);
  };
  const leave = async (path: string): Promise<URL> => {
    const sent = await fetch(new URL(path, sim.url), { redirect: 'manual' });
    return new URL(sent.headers.get('location') ?? `about:${sent.status}`);
  };
  return { ...running, team: sim.team('Acme'), visit, submit, leave };
}

const REGION = { type: 'string', 'ui:label': 'Region', enum: ['iad1', 'fra1'], default: 'iad1' };
const PRODUCTS = [
  {
    slug: 'postgres',
    name: 'Postgres',
    metadata: {
      properties: {
        region: REGION,
        size: { type: 'number' },
        tags: { type: 'array', items: { type: 'string' } },
        ha: { type: 'boolean' },
        secret: { type: 'string', 'ui:hidden': true },
      },
      required: ['region'],
    },
  },
];

function formOf(fields: Fields, url: string): RequestInit {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value);
  const headers = { origin: url, referer: `${url}/dashboard/teams/Acme?from=here`, 'sec-fetch-site': 'same-origin' };
  return { method: 'POST', headers, body };
}

async function visited(response: Response, base: string): Promise<Visited> {
  const text = await response.text();
  const [, notice] = /<div class="notice[^>]*role="(?:status|alert)">([^]*?)<\/div>/.exec(text) ?? [];
  return {
    status: response.status,
    at: response.url.slice(base.length),
    headers: response.headers,
    text,
    notice: notice
      ?.replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  };
}
