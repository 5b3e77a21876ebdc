import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { migrateDatabase } from '../../../src/platform/database/index.js';
import { type BuiltServer, startBuiltServer } from '../../support/built-server.js';
import { buildOnce, ROOT } from '../../support/built.js';
import { withClient } from '../../support/postgres/admin.js';
import { type Ended, runNode } from '../../support/run-node.js';
import { testEnvironment } from '../../support/test-environment.js';
import { ownedDatabase, type OwnedDatabase } from './support/roles.js';
import { serverUrl } from './support/server-url.js';

const key = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const [OLD, NEW, NEXT] = [key('old'), key('new'), key('next')];
const PURCHASE = { productId: 'postgres', name: 'orders', metadata: {}, billingPlanId: 'pro' };
const KEPT = { idempotencyKey: 'the-first-purchase' };

describe('npm run keys:rotate', () => {
  let database: OwnedDatabase;
  let vercel: VercelSimulator;
  let server: BuiltServer;

  beforeAll(async () => {
    await buildOnce();
    database = await ownedDatabase();
    await migrateDatabase(database.ownerUrl, database.appUrl);
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await vercel.stop();
    await database.drop();
  });

  const env = (...keys: readonly string[]): Record<string, string> => ({
    ...testEnvironment(database.appUrl, vercel),
    LOG_LEVEL: 'info',
    POSTGRES_DRIVER_URL: serverUrl(),
    ENCRYPTION_KEYS: keys.join(','),
  });
  const serve = async (...keys: readonly string[]): Promise<void> => {
    const next = await startBuiltServer(env(...keys));
    vercel.usePartner(next.url);
    await server?.stop();
    server = next;
  };
  const rotate = (...keys: readonly string[]): Promise<Ended> =>
    runNode([path.join(ROOT, 'dist/src/rotate-keys.js')], { cwd: ROOT, env: env(...keys) });
  const keyIds = (): Promise<readonly string[]> =>
    withClient(database.adminUrl, async (client) => {
      const { rows } = await client.query<{ key_id: string | null }>(
        `SELECT access_token_key_id AS key_id FROM installations UNION SELECT credential_seed_key_id FROM resources
         UNION SELECT secrets_key_id FROM resource_credentials UNION SELECT body_key_id FROM idempotency_answers`,
      );
      return rows.flatMap((row) => row.key_id ?? []).toSorted((a, b) => a.localeCompare(b));
    });

  it('seals everything anew beside the running app, so that the old key can be dropped', async () => {
    await serve(OLD);
    const team = vercel.team('Acme');
    const { id } = await team.install();
    const bought = await vercel.partner.provisionResource(id, PURCHASE, KEPT);
    expect(bought.status).toBe(200);
    await serve(NEW, OLD);
    const [rotated, ...others] = await Promise.all([
      rotate(NEW, OLD),
      ...['one', 'two'].map((name) => team.provision({ product: 'postgres', plan: 'pro', name })),
    ]);
    expect(rotated).toMatchObject({ code: 0, stderr: '' });
    expect(rotated.stdout).toMatch(/installations\.access_token: 1 sealed anew\n/);
    expect(rotated.stdout).toMatch(/\nDone: \d+ sealed anew, 0 left under another key, 0 unreadable\.\n$/);
    expect(await keyIds()).toEqual(['new']);
    await serve(NEW);
    const repeated = await vercel.partner.provisionResource(id, PURCHASE, KEPT);
    expect(repeated.body).toEqual(bought.body);
    await team.remove(others[0]?.id ?? '');
    await team.renewCredentials();
  }, 60_000);

  it('has nothing to do the second time', async () => {
    const again = await rotate(NEW, OLD);
    expect(again).toMatchObject({
      code: 0,
      stdout: 'Done: 0 sealed anew, 0 left under another key, 0 unreadable.\n',
    });
  });

  it('catches up with what a process with the old key in front wrote after it', async () => {
    await serve(OLD, NEW);
    await vercel.team('Late').install();
    expect(await keyIds()).toEqual(['new', 'old']);
    await expect(rotate(NEW, OLD)).resolves.toMatchObject({ code: 0 });
    expect(await keyIds()).toEqual(['new']);
  });

  it('opens each value that it seals anew', async () => {
    const next = await rotate(NEXT, NEW);
    expect(next).toMatchObject({ code: 0, stderr: '' });
    expect(await keyIds()).toEqual(['next']);
  });

  it('leaves what it cannot open as it is, names it and fails', async () => {
    const failed = await rotate(NEW, OLD);
    expect(failed).toMatchObject({ code: 1, stderr: '' });
    expect(failed.stdout).toMatch(/Unreadable \(unknown_sealing_key\): installations\.access_token of icfg_\w+\n/);
    expect(failed.stdout).toMatch(/\nNot done: 0 sealed anew, (\d+) left under another key, \1 unreadable\.\n$/);
    expect(await keyIds()).toEqual(['next']);
  });

  it('says what is wrong when it cannot begin', async () => {
    const unreadable = await rotate('nonsense');
    expect(unreadable).toMatchObject({ code: 1, stdout: '' });
    expect(unreadable.stderr).toContain('ENCRYPTION_KEYS');
    expect(unreadable.stderr).not.toContain('nonsense');
  });
});
