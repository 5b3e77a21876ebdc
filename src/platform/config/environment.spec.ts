import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { BadConfiguration, loadSettings } from './index.js';
import { DEVELOPMENT } from './testing/environments.js';

describe('the environment of a process', () => {
  const before = { cwd: process.cwd(), env: process.env };
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'settings-')));
    process.chdir(folder);
    process.env = { ...DEVELOPMENT };
  });
  afterEach(() => {
    process.chdir(before.cwd);
    process.env = before.env;
    rmSync(folder, { recursive: true });
  });

  it('is enough without a .env', () => {
    expect(loadSettings().http.port).toBe(3000);
  });

  it('stands over a .env, whose values fill what is not set or empty', () => {
    writeFileSync('.env', 'PORT=4001\nLOG_LEVEL="debug" # loud\nHOST=127.0.0.1\n');
    process.env = { ...DEVELOPMENT, PORT: '4002', HOST: '' };
    expect(loadSettings()).toMatchObject({ logLevel: 'debug', http: { port: 4002, host: '127.0.0.1' } });
  });

  it('is not changed by a .env', () => {
    writeFileSync('.env', 'PORT=4001\n');
    loadSettings();
    expect(process.env['PORT']).toBeUndefined();
  });

  it.each(['production', 'test'])('takes no .env with NODE_ENV=%s', (kind) => {
    writeFileSync('.env', 'PORT=not-a-port\n');
    process.env = { ...DEVELOPMENT, NODE_ENV: kind };
    expect(() => loadSettings()).not.toThrow(/PORT must/);
  });

  it('reports a .env that cannot be read', () => {
    mkdirSync('.env');
    expect(() => loadSettings()).toThrow(BadConfiguration);
    expect(() => loadSettings()).toThrow(/\.env cannot be read \(EISDIR\)/);
  });
});
