import net, { type AddressInfo } from 'node:net';
import { type Line, PostgresSession } from './postgres-session.js';

/** Stands before PostgreSQL and passes on what goes through its gate. */
export class PostgresTap {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();

  private constructor(
    private readonly target: URL,
    private readonly line: Line,
  ) {
    this.#server = net.createServer((client) => this.#connect(client));
  }

  /** Listens on a free port. */
  static async before(target: string, line: Line): Promise<PostgresTap> {
    const tap = new PostgresTap(new URL(target), line);
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  /** The target's address through this tap. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** Ends all connections; new ones are passed on. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(client: net.Socket): void {
    const server = net.connect(Number(this.target.port), this.target.hostname);
    const session = new PostgresSession(client, server, this.line);
    this.#join(client, server, (chunk) => session.onClient(chunk));
    this.#join(server, client, (chunk) => session.onServer(chunk));
  }

  #join(from: net.Socket, to: net.Socket, receive: (chunk: Buffer) => void): void {
    this.#sockets.add(from);
    from.on('data', receive);
    from.on('error', () => undefined);
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
