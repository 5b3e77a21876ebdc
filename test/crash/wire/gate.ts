/** Where something crosses: to the server's own database, to the customers' product, to Vercel. */
export type Channel = 'database' | 'product' | 'vercel';

/** `before`: the message never arrives; `after`: it has had its effect, and its answer never arrives. */
export type Side = 'before' | 'after';

/** The `nth` crossing of its kind in one run of a flow. An answer that alone shows what it is about has no side `before`. */
export interface Boundary {
  readonly channel: Channel;
  readonly text: string;
  readonly nth: number;
  readonly sides: readonly Side[];
}

/** Where the server is to be killed. */
export interface Point {
  readonly boundary: Boundary;
  readonly side: Side;
}

/** Names a boundary in all runs of a flow. */
export function keyOf({ channel, text, nth }: Boundary): string {
  return `${channel} ${nth}: ${text}`;
}

/** Every point at a boundary. */
export function sidesOf(boundary: Boundary): readonly Point[] {
  return boundary.sides.map((side) => ({ boundary, side }));
}

const BOTH: readonly Side[] = ['before', 'after'];
const AFTER: readonly Side[] = ['after'];

/** What beats by time, not by progress: the heartbeats of a claim and of a job. */
const HEARTBEATS = [/^UPDATE idempotency_keys SET claimed_until/, /SET heartbeat_on/];

/** Counts what a flow sends and receives, and lets all lines stand still where it is told to. */
export class Gate {
  #marks: Set<string> | undefined;
  #seen = new Map<string, number>();
  #met: Boundary[] = [];
  #armed: { readonly key: string; readonly side: Side; readonly reached: () => void } | undefined;
  #withheld: (() => void)[] | undefined;

  /** From here on a flow runs; the marks are the ids by which its messages are known. */
  watch(marks: readonly string[]): void {
    this.#marks = new Set(marks);
    this.#seen = new Map();
    this.#met = [];
  }

  /** The flow is left alone from here on; what stands still goes on standing. */
  rest(): void {
    this.#marks = undefined;
    this.#armed = undefined;
  }

  /** What has been met since `watch`. */
  get met(): readonly Boundary[] {
    return this.#met;
  }

  /** Whether all lines stand still. */
  get isStill(): boolean {
    return this.#withheld !== undefined;
  }

  /** Resolves when all lines stand still at that point. */
  freezeAt({ boundary, side }: Point): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#armed = { key: keyOf(boundary), side, reached: resolve };
    return promise;
  }

  /** Passes on what was withheld, as if nothing had been. */
  thaw(): void {
    const withheld = this.#withheld ?? [];
    this.#withheld = undefined;
    for (const write of withheld) write();
  }

  /** What was withheld never arrives; what comes from now on is passed. */
  open(): void {
    this.#withheld = undefined;
  }

  get isWatching(): boolean {
    return this.#marks !== undefined;
  }

  /** Whether the bytes name what the flow is about. */
  concerns(bytes: Buffer): boolean {
    return [...(this.#marks ?? [])].some((mark) => bytes.includes(mark));
  }

  /** Messages that name this are the flow's as well. */
  learn(mark: string): void {
    this.#marks?.add(mark);
  }

  /** A message of the flow is about to be passed on. */
  meet(channel: Channel, text: string): Boundary | undefined {
    const boundary = this.#note({ channel, text, sides: BOTH });
    if (boundary !== undefined) this.#freezeHere(boundary, 'before');
    return boundary;
  }

  /** The answer to it has come, and is about to be passed on. */
  answered(boundary: Boundary): void {
    this.#freezeHere(boundary, 'after');
  }

  /** An answer has come that is about the flow, though nothing in the message told so. */
  surprised(channel: Channel, text: string): void {
    const boundary = this.#note({ channel, text: `${text} (found by its answer)`, sides: AFTER });
    if (boundary !== undefined) this.#freezeHere(boundary, 'after');
  }

  /** Writes now, or never when everything stands still. */
  pass(write: () => void): void {
    if (this.#withheld === undefined) write();
    else this.#withheld.push(write);
  }

  #note(what: Omit<Boundary, 'nth'>): Boundary | undefined {
    if (!this.isWatching || HEARTBEATS.some((pattern) => pattern.test(what.text))) return undefined;
    const kind = `${what.channel} ${what.text}`;
    const nth = (this.#seen.get(kind) ?? 0) + 1;
    this.#seen.set(kind, nth);
    const boundary = { ...what, nth };
    this.#met.push(boundary);
    return boundary;
  }

  #freezeHere(boundary: Boundary, side: Side): void {
    const armed = this.#armed;
    if (armed === undefined || armed.side !== side || armed.key !== keyOf(boundary)) return;
    this.#armed = undefined;
    this.#withheld = [];
    armed.reached();
  }
}
