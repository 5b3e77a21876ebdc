import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

const TYPE_AND_LENGTH = 5;
const LENGTH = 4;
/** Neither asks for rows nor changes any. */
const TRANSACTION_CONTROL = /^(BEGIN|START TRANSACTION|COMMIT|ROLLBACK)\b/i;

/** A way to a PostgreSQL server that writes down the statements executed over it, at the level of the protocol. */
export interface WireTap {
  /** The database's address by way of the tap. */
  readonly url: string;
  /** The statements since the last call, in order; those that only open and end transactions are left out. */
  taken(): readonly string[];
  close(): Promise<void>;
}

/** Stands between clients and the database at `databaseUrl`. */
export async function tapWire(databaseUrl: string): Promise<WireTap> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let statements: string[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const reader = new FrontendReader((text) => statements.push(text));
    client.on('data', (bytes) => reader.read(bytes));
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const]) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => sockets.delete(from));
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as { readonly port: number }).port);
  return {
    url: url.href,
    taken: () => {
      const taken = statements;
      statements = [];
      return taken.filter((text) => !TRANSACTION_CONTROL.test(text.trimStart()));
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Reads what a client sends: simple queries, and executions of prepared ones by the text they were prepared from. */
class FrontendReader {
  private readonly prepared = new Map<string, string>();
  private pending: Buffer = Buffer.alloc(0);
  private started = false;

  constructor(private readonly tell: (text: string) => void) {}

  read(bytes: Buffer): void {
    this.pending = Buffer.concat([this.pending, bytes]);
    for (let message = this.next(); message !== null; message = this.next()) this.note(message);
  }

  /** The first message has no type. */
  private next(): Buffer | null {
    const head = this.started ? TYPE_AND_LENGTH : LENGTH;
    if (this.pending.length < head) return null;
    const size = this.pending.readInt32BE(head - LENGTH) + head - LENGTH;
    if (this.pending.length < size) return null;
    const message = this.pending.subarray(0, size);
    this.pending = this.pending.subarray(size);
    if (this.started) return message;
    this.started = true;
    return Buffer.alloc(TYPE_AND_LENGTH);
  }

  private note(message: Buffer): void {
    const type = String.fromCharCode(message[0] ?? 0);
    const [first = '', second = ''] = message.toString('utf8', TYPE_AND_LENGTH).split('\0', 2);
    if (type === 'Q') this.tell(first);
    if (type === 'P') this.prepared.set(first, second);
    if (type === 'B') this.tell(this.prepared.get(second) ?? `prepared statement ${second}`);
  }
}
