import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('a customer', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.stop());

  it('installs, buys a database, works in it and leaves', async () => {
    const team = server.vercel.team('Acme');
    await team.install();
    const plans = await team.plans('postgres');
    expect(plans.map((plan) => plan.id)).toEqual(['free', 'pro', 'credits', 'legacy']);
    const resource = await team.provision({ product: 'postgres', plan: 'pro', name: 'orders', metadata: {} });
    const url = resource.secrets.find((secret) => secret.name === 'POSTGRES_URL')?.value;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE TABLE t (n int)');
    await client.query('INSERT INTO t VALUES (42)');
    await client.end();
    const read = await team.repl(resource.id, 'SELECT n FROM t', { readOnly: true });
    expect(JSON.stringify(read.blocks)).toContain('42');
    const write = await team.repl(resource.id, 'DELETE FROM t', { readOnly: true });
    expect(write.status).toBe(400);
    await team.rename(resource.id, 'orders-2');
    await team.changePlan(resource.id, 'free');
    await team.refresh(resource.id);
    await team.remove(resource.id);
    const gone = await team.uninstall({ cascadeResourceDeletion: true });
    expect(gone.state).toBe('pending-deletion');
    expect(server.vercel.violations).toEqual([]);
  });
});
