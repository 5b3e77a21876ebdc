import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { installedBinaries, thisHost } from './binaries.js';

describe('the installed binaries', () => {
  it('are found for this machine', () => {
    expect(existsSync(`${installedBinaries(thisHost())}/bin/postgres`)).toBe(true);
  });

  it.each([
    ['a system without glibc', { platform: 'linux', arch: 'x64', glibc: false }, /Alpine.*DATABASE_URL/],
    ['a platform that has none', { platform: 'win32', arch: 'x64', glibc: false }, /win32-x64.*DATABASE_URL/],
    ['a processor that has none', { platform: 'linux', arch: 'riscv64', glibc: true }, /linux-riscv64.*DATABASE_URL/],
  ])('are asked for in vain on %s, with advice', (_, host, advice) => {
    expect(() => installedBinaries(host)).toThrow(advice);
  });
});
