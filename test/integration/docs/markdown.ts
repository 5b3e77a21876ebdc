import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/built.js';

const FENCE = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;
const LINK = /\]\(([^)\s]+)\)/g;
const HEADING = /^#{1,6} (.+)$/gm;

/** Part of a document that its reader is to copy, or to look at. */
export interface Piece {
  /** `file:line`. */
  readonly at: string;
  readonly file: string;
  readonly text: string;
}

/** A fenced block. */
export interface Fence extends Piece {
  readonly language: string;
}

/** Where a link leads, and where it stands. */
export interface Link extends Piece {
  readonly target: string;
  readonly anchor: string | undefined;
}

/** One document of the repository. */
export interface Document {
  readonly file: string;
  readonly text: string;
  readonly fences: readonly Fence[];
  /** What stands in backticks outside of fences. */
  readonly codes: readonly Piece[];
  readonly links: readonly Link[];
  /** What links can name behind `#`. */
  readonly anchors: ReadonlySet<string>;
}

/** Every document that is checked in, or about to be, without the copies of Vercel's. */
export function allDocuments(): readonly Document[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.trim().split('\n').map(read);
}

function read(file: string): Document {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const at = (index: number): string => `${file}:${text.slice(0, index).split('\n').length}`;
  const prose = text.replaceAll(FENCE, (fence) => fence.replaceAll(/[^\n]/g, ' '));
  const plain = prose.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
  return {
    file,
    text,
    fences: [...text.matchAll(FENCE)].map(({ index, 1: indent = '', 2: language = '', 3: inner = '' }) => {
      return { at: at(index), file, language, text: inner.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
    }),
    codes: [...prose.matchAll(/`([^`]+)`/g)].map(({ index, 1: code = '' }) => {
      return { at: at(index), file, text: code.replaceAll(/\s+/g, ' ') };
    }),
    links: [...plain.matchAll(LINK)].map(({ index, 0: whole, 1: address = '' }) => {
      const [target = '', anchor] = address.split('#');
      return { at: at(index), file, text: whole, target, anchor };
    }),
    anchors: new Set([...prose.matchAll(HEADING)].map(([, heading = '']) => slug(heading))),
  };
}

/** As GitHub names a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
