/** One message of PostgreSQL's protocol, whole; `type` is empty for the one that opens a connection. */
export interface WireMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

const LENGTH_BYTES = 4;

/** Cuts one direction of a connection into messages; what is not whole yet waits for the rest. */
export class MessageSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #typeBytes: 0 | 1;

  /** A client's first message has no type. TLS is never asked for by the addresses that the tests give out. */
  constructor(from: 'client' | 'server') {
    this.#typeBytes = from === 'client' ? 0 : 1;
  }

  push(chunk: Buffer): readonly WireMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: WireMessage[] = [];
    for (let message = this.#next(); message !== null; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): WireMessage | null {
    const head = this.#typeBytes;
    if (this.#rest.length < head + LENGTH_BYTES) return null;
    const end = head + this.#rest.readInt32BE(head);
    if (this.#rest.length < end) return null;
    const bytes = this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end);
    this.#typeBytes = 1;
    return { type: bytes.toString('latin1', 0, head), bytes };
  }
}
