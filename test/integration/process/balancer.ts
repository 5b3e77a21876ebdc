import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/until.js';

const ASK_AGAIN_MS = 50;

/** Stands before servers as a platform does: asks each whether it is ready, and gives new connections to those that are. */
export class Balancer {
  private readonly ready = new Map<string, boolean>();
  private readonly sockets = new Set<net.Socket>();
  private readonly stopped = new AbortController();
  private turn = 0;

  private constructor(private readonly server: net.Server) {
    server.on('connection', (client: net.Socket) => this.connect(client));
  }

  static async start(): Promise<Balancer> {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Balancer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves once the server gets connections. */
  async add(url: string): Promise<void> {
    this.ready.set(url, false);
    void this.watch(url);
    await until(() => this.ready.get(url) === true);
  }

  /** For a server that has ended. */
  remove(url: string): void {
    this.ready.delete(url);
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    this.ready.clear();
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private async watch(url: string): Promise<void> {
    while (!this.stopped.signal.aborted && this.ready.has(url)) {
      const answer = await fetch(`${url}/health/ready`).catch(() => null);
      await answer?.arrayBuffer();
      if (this.ready.has(url)) this.ready.set(url, answer?.status === 200);
      await pause(ASK_AGAIN_MS);
    }
  }

  private connect(client: net.Socket): void {
    const able = [...this.ready].filter(([, isReady]) => isReady).map(([url]) => new URL(url));
    this.turn += 1;
    const target = able[this.turn % able.length];
    if (target === undefined) {
      client.destroy();
      return;
    }
    const server = net.connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
      socket.pipe(other);
    }
  }
}
