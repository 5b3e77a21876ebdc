import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildOnce, ROOT } from '../../support/built.js';
import { type Ended, runNode } from '../../support/run-node.js';
import { Shop, type Tenant } from '../../support/shop/index.js';
import { testEnvironment } from '../../support/test-environment.js';

describe('the terminal', () => {
  let shop: Shop;
  let tenant: Tenant;
  let folder: string;
  let remote: readonly string[];

  beforeAll(async () => {
    await buildOnce();
    shop = await Shop.open();
    tenant = await shop.tenant();
    for (let more = 0; more < 2; more++) await shop.tenant();
    folder = mkdtempSync(path.join(tmpdir(), 'terminal-'));
    const keyFile = path.join(folder, 'key');
    writeFileSync(keyFile, 'admin-key-of-the-tests\n');
    remote = ['--url', shop.server.url, '--key-file', keyFile];
  }, 240_000);
  afterAll(async () => {
    await shop.close();
    rmSync(folder, { recursive: true });
  });

  function stallholder(...words: readonly string[]): Promise<Ended> {
    const env = testEnvironment(shop.server.databaseUrl, shop.server.vercel);
    return runNode(['dist/src/cli.js', ...words], { cwd: ROOT, env });
  }

  it('does in a process of its own what the admin API does, and says on record who did it', async () => {
    const suspended = await stallholder('--json', 'installations', 'suspend', tenant.id, '--reason', 'Unpaid');
    expect(suspended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(suspended.stdout)).toMatchObject({ installationId: tenant.id });
    const [entry] = await shop.sql(
      `SELECT actor_kind, actor_id FROM audit_entries WHERE installation_id = $1 AND action LIKE '%suspended' ORDER BY at DESC LIMIT 1`,
      [tenant.id],
    );
    expect(entry?.['actor_kind']).toBe('operator');
    expect(entry?.['actor_id']).toMatch(/^terminal:./);
  });

  it('shows lists of a running server as tables, a page or all of them', async () => {
    const { code, stdout } = await stallholder(...remote, 'installations', 'list');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^id +/);
    expect(stdout).toContain(tenant.id);
    const all = await stallholder(...remote, '--json', 'installations', 'list', '--limit', '1', '--all');
    expect(JSON.parse(all.stdout)).toHaveLength(3);
  });

  it('shows what customers have written without letting it move the cursor', async () => {
    const whose = await shop.tenant();
    await whose.buy();
    await shop.sql(`UPDATE resources SET name = E'a\\u001b[2Jb'`);
    const { stdout } = await stallholder(...remote, 'resources', 'list');
    expect(stdout).not.toContain('\u001b[2J');
  });

  it.each([
    ['what is not there', ['invoices', 'show', 'none'], 1, /404 not_found/],
    ['a value that the API refuses', ['resources', 'list', '--limit', '0'], 1, /limit/],
    ['a command that lacks something', ['invoices', 'show'], 2, /missing required argument/],
    ['an unknown command', ['invoices', 'burn'], 2, /unknown command/],
  ])('tells %s by its exit code and in words', async (_, words, code, told) => {
    const ended = await stallholder(...remote, ...words);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(told);
    expect(ended.stdout).toBe('');
  });

  it('tells a server that cannot be reached from one that refuses', async () => {
    const [, , , file] = remote;
    const ended = await stallholder('--url', 'http://127.0.0.1:9', '--key-file', file ?? '', 'jobs', 'list');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(/cannot be reached/);
  });
});
