import type { ReplText } from '#libs/vercel-contract';
import { cell, type ConsoleResult } from './console-blocks.js';

const LONGEST_CELL = 16 * 1024;
const MOST_NOTICES = 50;

/** What one answer may hold. */
export interface OutputLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Collects a statement's output up to its limits; what is beyond them is dropped on arrival. */
export class ConsoleOutput {
  #columns: readonly string[] | undefined;
  readonly #rows: (readonly ReplText[])[] = [];
  readonly #notices: string[] = [];
  #bytes = 0;
  #full = false;

  constructor(private readonly limits: OutputLimits) {}

  /** Something was left out, so no more need be fetched. */
  get isFull(): boolean {
    return this.#full;
  }

  columns(names: readonly string[]): void {
    this.#columns = names;
  }

  row(values: readonly (string | null)[]): void {
    if (this.#full) return;
    const cells = values.map((value) => cell(shortened(value)));
    this.#bytes += Buffer.byteLength(JSON.stringify(cells));
    if (this.#rows.length >= this.limits.rows || this.#bytes > this.limits.bytes) this.#full = true;
    else this.#rows.push(cells);
  }

  notice(text: string): void {
    if (this.#notices.length < MOST_NOTICES) this.#notices.push(text);
  }

  /** `tag` is the server's, when the statement ran to its end. */
  result(tag: string | undefined): ConsoleResult {
    return {
      columns: this.#columns,
      rows: this.#rows,
      notices: this.#notices,
      tag: this.#full ? undefined : (tag ?? 'No statement'),
    };
  }
}

function shortened(value: string | null): string | null {
  if (value === null || value.length <= LONGEST_CELL) return value;
  return `${value.slice(0, LONGEST_CELL)}… (${value.length} characters)`;
}
