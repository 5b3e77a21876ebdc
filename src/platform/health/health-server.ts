import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { boundedServer } from '../http/index.js';
import { HealthReport } from './health-report.js';

const NOT_FOUND = { error: { code: 'not_found', message: 'There is no such route' } };
const FAILED = { error: { code: 'service_unavailable', message: 'Something went wrong' } };

/** Health on a port of its own: all that a worker opens, and reachable without the way that customers take. */
@Injectable()
export class HealthServer implements OnApplicationShutdown {
  private server: Server | undefined;

  constructor(private readonly report: HealthReport) {}

  /** Resolves once the port is open; with the port it got where `port` is 0. */
  async listen(port: number, host: string): Promise<number> {
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
    if (!reads || url !== '/health/ready') return send(response, 404, NOT_FOUND);
    const { status, body } = await this.report.ready();
    send(response, status, body);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
