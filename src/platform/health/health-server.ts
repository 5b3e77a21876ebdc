import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { boundedServer } from '../http/index.js';
import { Metrics } from '../metrics/index.js';
import { HealthReport } from './health-report.js';

const NOT_FOUND = { error: { code: 'not_found', message: 'There is no such route' } };
const FAILED = { error: { code: 'service_unavailable', message: 'Something went wrong' } };

/** Health and metrics on a port of their own: all that a worker opens, and reachable without the way that customers take. */
@Injectable()
export class HealthServer implements OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly report: HealthReport,
    private readonly metrics: Metrics,
  ) {}

  /** Resolves once the port is open; with the port it got where `port` is 0. */
  async listen(port: number, host: string): Promise<number> {
    this.metrics.begin();
    const server = boundedServer((request, response) => {
      this.answer(request, response).catch(() => send(response, 503, FAILED));
    });
    server.listen(port, host);
    await once(server, 'listening');
    this.server = server;
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.server === undefined) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    const reads = method === 'GET' || method === 'HEAD';
    if (reads && url === '/health/live') return send(response, 200, this.report.live());
    if (reads && url === '/metrics') return this.tellMetrics(response);
    if (!reads || url !== '/health/ready') return send(response, 404, NOT_FOUND);
    const { status, body } = await this.report.ready();
    send(response, status, body);
  }

  private async tellMetrics(response: ServerResponse): Promise<void> {
    const text = await this.metrics.text();
    response.writeHead(200, { 'Content-Type': this.metrics.contentType, 'Cache-Control': 'no-store' });
    response.end(text);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
