import { readFileSync } from 'node:fs';

import { ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';

import { envExample } from './env-example.js';
import { readSettings, Settings, SettingsModule } from './index.js';
import { DEVELOPMENT } from './testing/environments.js';

describe('the settings module', () => {
  it('gives the same settings by class and through the framework', async () => {
    const settings = readSettings(DEVELOPMENT);
    const module = await Test.createTestingModule({ imports: [SettingsModule.of(settings)] }).compile();
    expect(module.get(Settings)).toBe(settings);
    expect(module.get(ConfigService).get('settings.http.port')).toBe(3000);
    await module.close();
  });

  it('puts no variable into the process', async () => {
    const before = { ...process.env };
    await Test.createTestingModule({ imports: [SettingsModule.of(readSettings(DEVELOPMENT))] }).compile();
    expect({ ...process.env }).toEqual(before);
  });
});

describe('.env.example', () => {
  it('is what the schema says', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });

  it('starts a server as it stands, and never in production', () => {
    const env = Object.fromEntries(
      [...envExample().matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(Object.keys(env)).toContain('PUBLIC_URL');
    expect(() => readSettings(env)).not.toThrow();
    expect(() => readSettings({ ...env, NODE_ENV: 'production' })).toThrow(/ENCRYPTION_KEYS is an example/);
  });
});
