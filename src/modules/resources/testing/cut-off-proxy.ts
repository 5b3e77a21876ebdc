import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** Passes connections on to a server, until it has passed so many messages of the client: then it cuts them all. */
export class CutOffProxy {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  readonly #passed: Buffer[] = [];

  private constructor(
    private readonly target: URL,
    private readonly messages: number,
  ) {
    this.#server = net.createServer((client) => this.#pass(client));
  }

  /** Listens on a free port; `messages` may be infinite. */
  static async before(target: string, messages: number): Promise<CutOffProxy> {
    const proxy = new CutOffProxy(new URL(target), messages);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The target's address through this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** What clients sent so far, a chunk each. */
  get passed(): readonly Buffer[] {
    return this.#passed;
  }

  async close(): Promise<void> {
    this.#cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(client: net.Socket): void {
    const server = net.connect(Number(this.target.port), this.target.hostname);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    }
    server.pipe(client);
    client.on('data', (chunk) => this.#forward(server, chunk));
    client.on('close', () => server.destroy());
  }

  /** The last message still reaches the server; its answer does not come back. */
  #forward(server: net.Socket, chunk: Buffer): void {
    if (this.#passed.length >= this.messages) return this.#cut();
    this.#passed.push(chunk);
    server.write(chunk, () => this.#passed.length >= this.messages && this.#cut());
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
