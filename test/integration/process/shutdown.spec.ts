import http from 'node:http';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce } from '../../support/built.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { until } from '../../support/until.js';
import { LISTENING, ServerProcess } from './server-process.js';

describe('the end of the server', () => {
  let database: TestDatabase;
  let vercel: VercelSimulator;
  let server: ServerProcess;
  let url: string;

  beforeAll(async () => {
    await buildOnce();
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
  }, 120_000);

  /** `delay`: seconds for which it serves on; a test that only looks at that time takes more of it than it can need. */
  async function start(delay: string): Promise<void> {
    const env = { ...testEnvironment(database.url, vercel), LOG_LEVEL: 'info', SHUTDOWN_DELAY_SECONDS: delay };
    server = ServerProcess.start(env);
    url = await server.says(LISTENING);
    vercel.usePartner(url);
  }

  afterEach(() => server.kill());
  afterAll(async () => {
    await vercel.stop();
    await database.drop();
  });

  it('tells readiness first, and serves on for a while', async () => {
    await start('60');
    server.send('SIGTERM');
    await server.says(/Draining/);
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    const team = vercel.team('Late');
    await team.install();
    await team.provision({ product: 'postgres', plan: 'free', name: 'late' });
  });

  it('loses no request of callers who go on for a while after it is not ready', async () => {
    await start('60');
    const team = vercel.team('Busy');
    const { id } = await team.install();
    const headers = { authorization: `Bearer ${vercel.tokens.system({ installationId: id })}` };
    const told = new AbortController();
    const statuses: number[] = [];
    const callers = Array.from({ length: 8 }, async () => {
      while (!told.signal.aborted) statuses.push((await fetch(`${url}/v1/installations/${id}`, { headers })).status);
    });
    server.send('SIGTERM');
    await until(async () => (await fetch(`${url}/health/ready`)).status === 503);
    const before = statuses.length;
    await until(() => statuses.length >= before + 16);
    told.abort();
    await Promise.all(callers);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('lets go of kept connections with their next answer, so that nobody sends into a closed one', async () => {
    await start('60');
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const get = async (): Promise<http.IncomingMessage> => {
      const [response] = (await once(http.get(`${url}/health/live`, { agent }), 'response')) as [http.IncomingMessage];
      response.resume();
      await once(response, 'end');
      return response;
    };
    expect((await get()).headers.connection).toBe('keep-alive');
    server.send('SIGTERM');
    await server.says(/Draining/);
    expect((await get()).headers.connection).toBe('close');
    agent.destroy();
  });

  it('does not wait for connections on which nothing comes', async () => {
    await start('1');
    const agent = new http.Agent({ keepAlive: true });
    const [response] = (await once(http.get(`${url}/health/live`, { agent }), 'response')) as [http.IncomingMessage];
    response.resume();
    await once(response, 'end');
    server.send('SIGTERM');
    expect(await server.ended).toBe(0);
    agent.destroy();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'is not hastened by more signals, here %s, however late they come',
    async (signal) => {
      await start('2');
      server.send('SIGTERM');
      await server.says(/Draining/);
      const again = setInterval(() => server.send(signal), 100);
      const code = await server.ended;
      clearInterval(again);
      expect(code).toBe(0);
      expect(server.stdout.match(/Draining/g)).toHaveLength(1);
      expect(server.stdout).toContain('"msg":"Ended"');
    },
  );
});
