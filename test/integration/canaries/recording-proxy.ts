import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request with its answer as they went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly request: http.IncomingHttpHeaders;
  readonly status: number;
  /** Header lines and body of the answer. */
  readonly answer: string;
}

/** Stands before a server and keeps what passes. */
export class RecordingProxy {
  readonly exchanges: Exchange[] = [];
  private readonly server = http.createServer((request, response) => {
    this.pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  private constructor(private readonly target: string) {}

  static async before(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(target);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const onward = http.request(this.target + path, { method, headers });
    onward.end(await buffer(request));
    const [answer] = (await once(onward, 'response')) as [http.IncomingMessage];
    const body = await buffer(answer);
    const status = answer.statusCode ?? 0;
    const text = `${answer.rawHeaders.join('\n')}\n${body.toString('utf8')}`;
    this.exchanges.push({ method, path, request: headers, status, answer: text });
    response.writeHead(status, answer.headers).end(body);
  }
}
