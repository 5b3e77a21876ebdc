import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that is known before the server behind it: what a product is told to report to. */
export class CallbackRelay {
  private readonly server = http.createServer((request, response) => this.pass(request, response));
  private target: URL | null = null;

  static async start(): Promise<CallbackRelay> {
    const relay = new CallbackRelay();
    relay.server.listen(0, '127.0.0.1');
    await once(relay.server, 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Passes everything on to this server from here on. */
  to(url: string): void {
    this.target = new URL(url);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { url: path, method, headers } = request;
    if (this.target === null) return void response.writeHead(503).end();
    const { hostname, port } = this.target;
    const onward = http.request({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
