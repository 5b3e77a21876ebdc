import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from './plain-server.js';

/** A request with its body, as it arrived. */
export interface Told {
  readonly method: string;
  readonly url: string;
  readonly type: string | undefined;
  readonly body: string;
}

/** A server that keeps what it was told, and answers everything by the same. */
export class TellingServer {
  readonly told: Told[] = [];
  answer: { readonly status: number; readonly body: unknown } = { status: 200, body: {} };
  private readonly server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    this.told.push({ method, url, type: headers['content-type'], body: Buffer.concat(chunks).toString() });
    json(response, this.answer.status, this.answer.body);
  }
}
