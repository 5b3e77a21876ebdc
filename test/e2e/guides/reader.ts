import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/built.js';
import { ShellSession } from './shell-session.js';

const BLOCK = /^( *)```sh\n([\s\S]*?)^\1```$/gm;

/** What readers leave for what they see: where a guide says `…`, and the addresses that it takes for granted. */
export interface Surroundings {
  /** By the name of the shell's variable. */
  readonly given?: Readonly<Record<string, string>>;
  readonly addresses: Readonly<Record<string, string>>;
}

/** Somebody who does what a guide says, block by block, and puts in what was answered where it says `…`. */
export class Reader {
  private readonly session = new ShellSession();
  private readonly blocks: string[];
  private told = '';

  constructor(
    file: string,
    private surroundings: Surroundings,
  ) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    this.blocks = [...text.matchAll(BLOCK)].map(([, indent = '', block = '']) =>
      block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    );
  }

  /** Does what the next block says, which has to hold this text; what is only to be had elsewhere is passed over. */
  async follow(part: string): Promise<string> {
    const written = await this.session.run(this.filled(this.next(part)));
    this.told += written;
    return written;
  }

  /** The next block, which has to hold this text; alone, for one whose work the test has done by other means. */
  next(part: string): string {
    const block = this.blocks.shift() ?? '';
    if (!block.includes(part)) throw new Error(`expected a block with ${part}, and not\n${block}`);
    return block;
  }

  /** What is left to be done. */
  get left(): readonly string[] {
    return this.blocks;
  }

  /** Runs what no guide says. */
  run(command: string): Promise<string> {
    return this.session.run(command);
  }

  untilWritten(text: string): Promise<string> {
    return this.session.untilWritten(text);
  }

  /** From here on other addresses stand for those of the guide. */
  now(addresses: Surroundings['addresses']): void {
    this.surroundings = { ...this.surroundings, addresses };
  }

  close(): Promise<void> {
    return this.session.close();
  }

  private filled(block: string): string {
    let text = block;
    for (const [from, to] of Object.entries(this.surroundings.addresses)) text = text.replaceAll(from, to);
    return text.replaceAll(/^(\w+)=(\S*)…$/gm, (_, name: string, begin: string) => `${name}=${this.seen(name, begin)}`);
  }

  /** The value of a variable: given, or named so in an answer, or the last one that begins so. */
  private seen(name: string, begin: string): string {
    const given = this.surroundings.given?.[name];
    if (given !== undefined) return given;
    const secret = new RegExp(`"name":"${name}","value":"([^"]+)"`).exec(this.told)?.[1];
    if (secret !== undefined) return secret;
    const found = this.told.match(new RegExp(`${begin.replaceAll('.', String.raw`\.`)}[\\w-]+`, 'g'));
    const last = found?.at(-1);
    if (last === undefined || begin === '') throw new Error(`nothing was answered that ${name}=${begin}… could be`);
    return last;
  }
}
