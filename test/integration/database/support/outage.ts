import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** Stands before a database server and can go away and come back at the same address. */
export class Outage {
  private readonly sockets = new Set<net.Socket>();
  private readonly server: net.Server;
  private port = 0;

  constructor(private target: URL) {
    this.server = net.createServer((client) => this.pass(client));
  }

  static async before(target: string): Promise<Outage> {
    const outage = new Outage(new URL(target));
    await outage.end();
    return outage;
  }

  /** The target's address by way of here. */
  get url(): string {
    return Object.assign(new URL(this.target), { port: String(this.port) }).href;
  }

  /** From here on connections go to a server that listens elsewhere. */
  moveTo(target: string): void {
    this.target = new URL(target);
  }

  /** From here on the server is gone: connections break, new ones are refused. */
  async begin(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  async end(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private pass(client: net.Socket): void {
    const server = net.connect(Number(this.target.port), this.target.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.forget(socket, other));
      socket.pipe(other);
    }
  }

  private forget(socket: net.Socket, other: net.Socket): void {
    this.sockets.delete(socket);
    other.destroy();
  }
}
