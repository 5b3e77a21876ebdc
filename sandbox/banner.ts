import type { VercelSimulator } from '#libs/vercel-simulator';
import type { EmbeddedPostgres } from '../src/platform/database/embedded/index.js';
import type { AppProcess, Grounds } from './servers/index.js';

const LABEL_WIDTH = 14;

/** What runs in a sandbox. */
export interface Running {
  readonly grounds: Grounds;
  readonly postgres: EmbeddedPostgres;
  readonly vercel: VercelSimulator;
  readonly app: AppProcess;
}

/** What is needed to work with a sandbox: addresses, keys, and calls to begin with. */
export function banner({ grounds, postgres, vercel, app }: Running): string {
  const control = `${vercel.url}/_simulator/v1`;
  const table = rows({
    App: app.url,
    Dashboard: `${app.url}/dashboard (signs in by "Open in provider" at Vercel)`,
    Vercel: `${vercel.url} (open it in a browser and click through a customer's life)`,
    'its control': `${control} (routes: libs/vercel-simulator/README.md)`,
    Database: postgres.url,
    'its files': postgres.directory,
    'Admin key': grounds.secrets.adminKey,
    'Usage key': grounds.secrets.usageKey,
    'Log of the app': grounds.place.log,
  });
  return `${table}\n\nTry, from another terminal:\n\n${calls(control, app.url, grounds.secrets.adminKey).join('\n\n')}\n`;
}

function rows(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([label, value]) => `  ${label.padEnd(LABEL_WIDTH)}  ${value}`)
    .join('\n');
}

function calls(control: string, app: string, adminKey: string): readonly string[] {
  const purchase = { product: 'postgres', plan: 'free', name: 'orders' };
  return [
    `  # a team installs the integration\n${post(`${control}/teams`, { name: 'Acme' })}`,
    `  # it buys a database; the answer holds POSTGRES_URL\n${post(`${control}/teams/Acme/resources`, purchase)}`,
    `  # what Vercel holds of it\n  curl -s ${control}/teams/Acme`,
    `  # what the operator sees of it\n  curl -s -H 'Authorization: Bearer ${adminKey}' ${app}/admin/v1/installations`,
  ];
}

function post(url: string, body: object): string {
  return `  curl -s ${url} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
}
