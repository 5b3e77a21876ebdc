import type { Socket } from 'node:net';
import type { Boundary, Channel, Gate } from './gate.js';
import { MessageSplitter, type WireMessage } from './messages.js';
import { commonText, Statements } from './statement.js';

/** Whose messages count: those that name the flow or stand in a transaction that does, or all while a flow runs. */
export type Attribution = 'named' | 'all';

/** What a session goes by. */
export interface Line {
  readonly gate: Gate;
  readonly channel: Channel;
  readonly attribution: Attribution;
}

/** What the server has been asked and has not answered yet. */
interface Asked {
  readonly text: string;
  readonly isOfFlow: boolean;
  readonly boundary: Boundary | undefined;
  readonly answer: WireMessage[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Messages that wait for the one that ends their group. */
const GROUPED = new Set(['P', 'B', 'D', 'E', 'C']);
const ENDS_GROUP = new Set(['S', 'Q']);
const READY = 'Z';
const STATUS_AT = 5;

/**
 * One connection, group by group: what a client sends up to Sync, or a simple query, is one message that PostgreSQL carries out
 * or not; its answer ends with ReadyForQuery. What the client sends without waiting for that waits here, so that PostgreSQL has
 * never carried out more than has been counted.
 */
export class PostgresSession {
  readonly #fromClient = new MessageSplitter('client');
  readonly #fromServer = new MessageSplitter('server');
  readonly #statements = new Statements();
  readonly #waiting: WireMessage[][] = [];
  #group: WireMessage[] = [];
  #asked: Asked | undefined;
  #isInFlow = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly line: Line,
  ) {}

  onClient(chunk: Buffer): void {
    for (const message of this.#fromClient.push(chunk)) {
      this.#group.push(message);
      if (GROUPED.has(message.type)) continue;
      this.#waiting.push(this.#group);
      this.#group = [];
    }
    this.#sendNext();
  }

  onServer(chunk: Buffer): void {
    for (const message of this.#fromServer.push(chunk)) {
      if (this.#asked === undefined) this.#pass([message], this.client);
      else this.#asked.answer.push(message);
      if (message.type === READY) this.#settle(message);
    }
    this.#sendNext();
  }

  #sendNext(): void {
    while (this.#asked === undefined) {
      const group = this.#waiting.shift();
      if (group === undefined) return;
      if (ENDS_GROUP.has(group.at(-1)?.type ?? '')) this.#ask(group);
      this.#pass(group, this.server);
    }
  }

  #ask(group: readonly WireMessage[]): void {
    const { gate, channel, attribution } = this.line;
    const text = commonText(this.#statements.textOf(group));
    const isNamed = this.#isInFlow || group.some(({ bytes }) => gate.concerns(bytes));
    const isOfFlow = attribution === 'all' ? gate.isWatching : isNamed;
    this.#asked = { text, isOfFlow, boundary: isOfFlow ? gate.meet(channel, text) : undefined, answer: [] };
  }

  #settle(ready: WireMessage): void {
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked === undefined) return;
    const { gate, channel } = this.line;
    const told = asked.answer.filter(({ bytes }) => gate.concerns(bytes));
    const isFound = !asked.isOfFlow && told.length > 0;
    this.#learnFrom(told);
    this.#isInFlow = (asked.isOfFlow || isFound) && ready.bytes.toString('latin1', STATUS_AT) !== 'I';
    if (isFound) gate.surprised(channel, asked.text);
    if (asked.boundary !== undefined) gate.answered(asked.boundary);
    this.#pass(asked.answer, this.client);
  }

  /** A row about the flow names the job that was taken for it: its end is the flow's as well. */
  #learnFrom(rows: readonly WireMessage[]): void {
    for (const { bytes } of rows) {
      for (const [id] of bytes.toString('latin1').matchAll(UUID)) this.line.gate.learn(id);
    }
  }

  #pass(messages: readonly WireMessage[], to: Socket): void {
    const bytes = Buffer.concat(messages.map((message) => message.bytes));
    this.line.gate.pass(() => to.write(bytes));
  }
}
