import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the service answers a call: whatever the function does, perhaps nothing; `body` is what it was asked, as JSON. */
export type Fault = (response: http.ServerResponse, body: string) => void;

/** A provider's service that answers as it is told, and keeps what it was asked. */
export class FaultyService {
  readonly requests: { readonly path: string; readonly headers: http.IncomingHttpHeaders; readonly body: string }[] =
    [];
  private readonly server = http.createServer((request, response) => void this.serve(request, response));
  private fault: Fault = (response) => response.end('{}');

  static async start(): Promise<FaultyService> {
    const service = new FaultyService();
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From here on every call is answered so. */
  answerBy(fault: Fault): void {
    this.fault = fault;
  }

  /** From here on every call is answered with JSON. */
  answer(status: number, body: unknown): void {
    this.answerBy((response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { url: path = '', headers } = request;
    const body = Buffer.concat(chunks).toString();
    this.requests.push({ path, headers, body });
    this.fault(response, body);
  }
}
