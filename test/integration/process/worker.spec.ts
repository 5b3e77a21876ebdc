import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce } from '../../support/built.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { eventually } from '../database/support/eventually.js';
import { freePort, ServerProcess } from './server-process.js';

describe('a worker', () => {
  let database: TestDatabase;
  let vercel: VercelSimulator;
  let worker: ServerProcess;
  let health: string;
  let apiPort: number;

  beforeAll(async () => {
    await buildOnce();
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    const port = await freePort();
    apiPort = await freePort();
    health = `http://127.0.0.1:${port}`;
    worker = ServerProcess.start({
      ...testEnvironment(database.url, vercel),
      LOG_LEVEL: 'info',
      SERVICE_ROLE: 'worker',
      PORT: String(apiPort),
      METRICS_PORT: String(port),
      PUBLIC_URL: 'http://127.0.0.1/prefix',
      SHUTDOWN_DELAY_SECONDS: '1',
    });
    await worker.says(/Health is told/);
  }, 120_000);
  afterAll(async () => {
    await worker.kill();
    await vercel.stop();
    await database.drop();
  });

  it('tells its health on METRICS_PORT, whatever the prefix of the API', async () => {
    expect((await fetch(`${health}/health/live`)).status).toBe(200);
    await eventually(async () => expect((await fetch(`${health}/health/ready`)).status).toBe(200));
    const report: unknown = await (await fetch(`${health}/health/ready`)).json();
    expect(report).toMatchObject({ status: 'ok', details: { process: { status: 'up' }, database: { status: 'up' } } });
  });

  it('answers nothing else there', async () => {
    expect((await fetch(`${health}/admin/v1/resources`)).status).toBe(404);
    expect((await fetch(`${health}/health/ready`, { method: 'POST' })).status).toBe(404);
  });

  it('opens no port for the API', async () => {
    await expect(fetch(`http://127.0.0.1:${apiPort}/prefix/health/live`)).rejects.toThrow('fetch failed');
  });

  it('is not ready from a signal on, and ends with 0', async () => {
    worker.send('SIGTERM');
    await worker.says(/Draining/);
    const draining = await fetch(`${health}/health/ready`);
    expect(draining.status).toBe(503);
    expect(await draining.json()).toMatchObject({ details: { process: { status: 'down', reason: 'draining' } } });
    expect(await worker.ended).toBe(0);
  });
});
