import net, { type AddressInfo } from 'node:net';

/** A statement on its way to PostgreSQL, known by a piece of its text: its `nth`, before or after the server has run it. */
export interface FreezePoint {
  readonly statement: string;
  readonly nth?: number;
  readonly when: 'before' | 'after';
}

interface Armed extends FreezePoint {
  seen: number;
  readonly reached: () => void;
}

/** Stands before PostgreSQL and passes everything on, until a statement comes at which all its connections stand still. */
export class FreezingProxy {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #armed: Armed | undefined;
  #withheld: (() => void)[] | undefined;

  private constructor(private readonly target: URL) {
    this.#server = net.createServer((client) => this.#connect(client));
  }

  /** Listens on a free port. */
  static async before(target: string): Promise<FreezingProxy> {
    const proxy = new FreezingProxy(new URL(target));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The target's address through this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** Resolves when everything stands still at that point. */
  freezeAt(point: FreezePoint): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#armed = { ...point, seen: 0, reached: resolve };
    return promise;
  }

  /** Passes on what was withheld, as if nothing had been. */
  thaw(): void {
    const withheld = this.#withheld ?? [];
    this.#withheld = undefined;
    for (const pass of withheld) pass();
  }

  /** Ends all connections; what was withheld never arrives, new connections are passed on. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    this.#withheld = undefined;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(client: net.Socket): void {
    const server = net.connect(Number(this.target.port), this.target.hostname);
    const link = { isAnswerDue: false };
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
    client.on('data', (chunk) => {
      const armed = this.#meets(chunk);
      if (armed?.when === 'before') this.#freeze(armed);
      link.isAnswerDue = armed?.when === 'after';
      this.#pass(() => server.write(chunk));
    });
    server.on('data', (chunk) => {
      if (link.isAnswerDue && this.#armed !== undefined) this.#freeze(this.#armed);
      this.#pass(() => client.write(chunk));
    });
  }

  /** The point, when this chunk of a client is it. */
  #meets(chunk: Buffer): Armed | undefined {
    const armed = this.#armed;
    if (armed === undefined || !chunk.includes(armed.statement)) return undefined;
    armed.seen += 1;
    return armed.seen === (armed.nth ?? 1) ? armed : undefined;
  }

  #freeze(armed: Armed): void {
    this.#armed = undefined;
    this.#withheld = [];
    armed.reached();
  }

  #pass(write: () => void): void {
    if (this.#withheld === undefined) write();
    else this.#withheld.push(write);
  }
}
