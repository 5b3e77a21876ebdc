import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CONTROL_ROUTES } from '../../../libs/vercel-simulator/src/control/control-api.js';
import { ROOT } from '../../support/built.js';

interface Route {
  readonly method: string;
  /** With `{…}` for what differs. */
  readonly path: string;
  /** Names of what may stand behind `?`; undefined where nothing is known of it. */
  readonly query?: readonly string[];
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const DOCUMENTS = ['admin', 'partner', 'usage', 'driver'];

/** What is in no document of ours. */
const PLAIN = ['/health/live', '/health/ready', '/metrics', '/.well-known/jwks.json', '/docs'];

const OURS: readonly Route[] = [
  ...DOCUMENTS.flatMap(documented),
  ...PLAIN.map((plain) => ({ method: 'GET', path: plain })),
];

const SIMULATOR: readonly Route[] = CONTROL_ROUTES.map(({ method, path: pattern }) => ({
  method,
  path: pattern.replaceAll(/:(\w+)/g, '{$1}'),
}));

function documented(name: string): readonly Route[] {
  const file = path.join(ROOT, `docs/openapi/${name}.json`);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path: pattern,
      query: parameters.filter((one) => one.in === 'query').map((one) => one.name),
    })),
  );
}

/** Whether there is such a route, here or at the simulator; `…` stands for anything. Null: there is. */
export function routeFault(method: string | undefined, address: string): string | null {
  const [asked = '', query = ''] = address.split('?');
  const known = asked.startsWith('/_simulator/') ? SIMULATOR : OURS;
  const found = known.filter((route) => (method ?? route.method) === route.method && fits(route.path, asked));
  if (found.length === 0) return `no route ${method ?? ''} ${asked}`;
  const names = [...new URLSearchParams(query).keys()];
  const unknown = names.find((name) => found.every((route) => route.query?.includes(name) === false));
  return unknown === undefined ? null : `${asked} takes no ${unknown}`;
}

/** Either may leave parts open: the route by `{…}`, what is asked for by `{…}`, `$…` and `…`. */
function fits(pattern: string, asked: string): boolean {
  const open = String.raw`[^/]+`;
  const wanted = asked
    .replaceAll(/[.*+?^()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{[^}]*\}/g, open)
    .replaceAll(/\$\w+/g, open)
    .replaceAll('…', '.*');
  if (new RegExp(`^${wanted}$`).test(pattern)) return true;
  return !asked.includes('…') && new RegExp(`^${pattern.replaceAll(/\{[^}]*\}/g, open)}$`).test(asked);
}
