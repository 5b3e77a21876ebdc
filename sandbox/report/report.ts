import { inspect } from 'node:util';
import { UnexpectedAnswer } from '#libs/vercel-simulator';
import { CheckFailed, shown } from './check-failed.js';
import type { Style, Terminal } from './style.js';

const NAME_WIDTH = 58;
const TIME_WIDTH = 9;

/** A step that was played. */
export interface PlayedStep {
  readonly name: string;
  readonly milliseconds: number;
  /** What was found to be true in it. */
  readonly held: readonly string[];
  /** Blocks of text to look at. */
  readonly exhibits: readonly string[];
}

/** Writes a play to a terminal: a line per step, below it what was found to be true. */
export class Report {
  constructor(
    private readonly terminal: Terminal,
    private readonly style: Style,
  ) {}

  title(text: string): void {
    this.line(`${this.style.strong(text)}\n`);
  }

  /** Shows on a terminal what is going on; elsewhere a line is written only when it is complete. */
  begins(name: string): void {
    if (this.terminal.isTTY === true) this.terminal.write(`  ..  ${name}`);
  }

  passed(step: PlayedStep): void {
    this.step(this.style.good('  ok  '), step);
  }

  failed(step: PlayedStep, cause: unknown): void {
    this.step(this.style.bad('FAIL  '), step);
    const { claim, expected, came } = described(cause);
    this.line(this.style.bad(`      x ${claim}`));
    this.line(indented(10, `expected: ${indented(10, expected).trimStart()}`));
    this.line(indented(10, `came:     ${indented(10, came).trimStart()}`));
  }

  /** A block of text under a heading, such as the end of a log. */
  section(heading: string, text: string): void {
    this.line(`\n${this.style.strong(heading)}\n${indented(2, text)}`);
  }

  note(text: string): void {
    this.line(text);
  }

  summary(text: string, outcome: 'good' | 'bad'): void {
    this.line(`\n${this.style[outcome](text)}`);
  }

  private step(mark: string, { name, milliseconds, held, exhibits }: PlayedStep): void {
    if (this.terminal.isTTY === true) this.terminal.write('\r\u001B[K');
    this.line(`${mark}${name.padEnd(NAME_WIDTH)}${duration(milliseconds).padStart(TIME_WIDTH)}`);
    for (const claim of held) this.line(this.style.dim(`      - ${claim}`));
    for (const text of exhibits) this.line(`\n${indented(8, text)}\n`);
  }

  private line(text: string): void {
    this.terminal.write(`${text}\n`);
  }
}

/** As "812 ms" or "1.3 s". */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

function described(cause: unknown): { readonly claim: string; readonly expected: string; readonly came: string } {
  if (cause instanceof CheckFailed) return cause;
  if (cause instanceof UnexpectedAnswer) {
    const { operation, expected, answer, faults } = cause;
    return { claim: operation, expected, came: shown({ status: answer.status, body: answer.body, faults }) };
  }
  return { claim: 'it goes without an error', expected: 'none', came: inspect(cause) };
}

function indented(width: number, text: string): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(width));
}
