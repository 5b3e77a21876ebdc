import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Boundary, Channel, Gate } from './gate.js';
import { commonText } from './statement.js';

/** Stands before a server of HTTP and passes on what goes through its gate, request by request. */
export class HttpTap {
  readonly #server: http.Server;

  private constructor(
    private readonly target: string,
    private readonly gate: Gate,
    private readonly channel: Channel,
  ) {
    this.#server = http.createServer((request, response) => void this.#take(request, response));
  }

  /** Listens on a free port. */
  static async before(target: string, gate: Gate, channel: Channel): Promise<HttpTap> {
    const tap = new HttpTap(target, gate, channel);
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends all connections; new ones are passed on. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { method = 'GET', url: path = '/' } = request;
    const isOfFlow = this.gate.concerns(Buffer.concat([Buffer.from(path), body]));
    const boundary = isOfFlow ? this.gate.meet(this.channel, commonText(`${method} ${path}`)) : undefined;
    this.gate.pass(() => {
      const onward = http.request(this.target + path, { method, headers: request.headers });
      onward.on('response', (answer) => void this.#answer(answer, response, boundary));
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  }

  async #answer(answer: IncomingMessage, response: ServerResponse, boundary: Boundary | undefined): Promise<void> {
    const told = await buffer(answer);
    if (boundary !== undefined) this.gate.answered(boundary);
    this.gate.pass(() => response.writeHead(answer.statusCode ?? 502, answer.headers).end(told));
  }
}
