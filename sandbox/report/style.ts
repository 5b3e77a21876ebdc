/** Where a report goes; standard output is one. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

type Paint = (text: string) => string;

/** Colours of a report; none of them is needed to read it. */
export interface Style {
  readonly good: Paint;
  readonly bad: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
}

const PLAIN: Style = { good: same, bad: same, dim: same, strong: same };
const COLOURED: Style = { good: paint(32), bad: paint(31), dim: paint(2), strong: paint(1) };

/** Colours only on a terminal that can show them, and where nobody asked for none (NO_COLOR). */
export function styleFor(terminal: Terminal, env: NodeJS.ProcessEnv): Style {
  const wanted = terminal.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return wanted ? COLOURED : PLAIN;
}

function paint(code: number): Paint {
  return (text) => `\u001B[${code}m${text}\u001B[0m`;
}

function same(text: string): string {
  return text;
}
