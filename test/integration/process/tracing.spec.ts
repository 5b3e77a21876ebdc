import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce } from '../../support/built.js';
import { OUTSTANDING_JOBS } from '../../support/outstanding-jobs.js';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { until } from '../../support/until.js';
import { freePort, ServerProcess } from './server-process.js';

interface ToldSpan {
  readonly name: string;
  readonly traceId: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

interface Told {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly ToldSpan[] }[] }[];
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('a server with a place to send traces to', () => {
  const spans: ToldSpan[] = [];
  let collector: Server;
  let database: TestDatabase;
  let vercel: VercelSimulator;

  beforeAll(async () => {
    await buildOnce();
    collector = createServer((request, response) => void keep(request, response));
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    await live();
  }, 240_000);
  afterAll(async () => {
    collector.close();
    await vercel.stop();
    await database.drop();
  });

  async function keep(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { resourceSpans } = (await json(request)) as Told;
    spans.push(...resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
    response.setHeader('content-type', 'application/json').end('{}');
  }

  /** A team comes and buys, in one trace, and the server ends. */
  async function live(): Promise<void> {
    const port = await freePort();
    const server = ServerProcess.start({
      ...testEnvironment(database.url, vercel),
      PORT: String(port),
      LOG_LEVEL: 'info',
      SHUTDOWN_DELAY_SECONDS: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    });
    await server.says(/Listening on/);
    vercel.usePartner(`http://127.0.0.1:${port}`);
    await until(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok);
    const team = vercel.team('Acme');
    await team.install();
    const path = '/v1/installations/icfg_x?secret=canary-in-a-query';
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
    });
    expect(answer.status).toBe(403);
    await team.provision({ product: 'postgres', plan: 'free', name: 'main' });
    await team.uninstall();
    await until(
      async () => (await withClient(database.url, (client) => client.query(OUTSTANDING_JOBS))).rowCount === 0,
    );
    server.send('SIGTERM');
    expect(await server.ended).toBe(0);
  }

  it('sends requests by route, in the trace of their caller', () => {
    const [mine, ...others] = spans.filter(({ traceId }) => traceId === TRACE);
    expect(others).toEqual([]);
    expect(mine?.name).toBe('GET /v1/installations/:installationId');
    expect(spans.map(({ name }) => name)).toContain('POST /v1/installations/:installationId/resources');
  });

  it('sends jobs in the trace of what placed them', () => {
    const removal = spans.find(({ name }) => name === 'DELETE /v1/installations/:installationId');
    const jobs = spans.filter(({ name, traceId }) => name.startsWith('job ') && traceId === removal?.traceId);
    expect(jobs.length).toBeGreaterThan(0);
  });

  it('sends nothing that stood in a query, a header or a body', () => {
    const text = JSON.stringify(spans);
    expect(text).not.toContain('canary-in-a-query');
    expect(text).not.toMatch(/Bearer|eyJ|postgres:\/\//);
  });
});
