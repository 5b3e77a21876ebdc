import type { ReplBlock, ReplText } from '#libs/vercel-contract';
import type { ReplOutcome } from '../resources/index.js';
import type { OwnResource } from './own-resources.service.js';
import { headOf, type ResourceHead } from './resource-head.js';

/** A run of text as the page shows it. */
interface Run {
  readonly text: string;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isRed: boolean;
  readonly href: string | null;
}

type Block =
  | { readonly type: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly type: 'table'; readonly header: readonly Run[]; readonly rows: readonly (readonly Run[])[] };

/** The console, with what the last command gave. */
export interface ConsoleView {
  readonly head: ResourceHead;
  readonly welcome: string | null;
  readonly canRead: boolean;
  readonly canWrite: boolean;
  readonly input: string;
  readonly isUsable: boolean;
  readonly outcome: {
    readonly succeeded: boolean;
    readonly readOnly: boolean;
    readonly blocks: readonly Block[];
  } | null;
}

interface Ran {
  readonly input: string;
  readonly readOnly: boolean;
  readonly outcome: ReplOutcome;
}

/** What the console shows to whom. */
export function consoleView(own: OwnResource, role: 'ADMIN' | 'USER', ran: Ran | null): ConsoleView {
  const repl = own.product?.capabilities.repl ?? null;
  return {
    head: headOf(own, 'console'),
    welcome: repl?.welcomeMessage ?? null,
    canRead: repl?.readOnlyMode === true,
    canWrite: repl !== null && role === 'ADMIN',
    input: ran?.input ?? '',
    isUsable: own.resource.isUsable,
    outcome: ran === null ? null : { ...ran.outcome, readOnly: ran.readOnly, blocks: ran.outcome.blocks.map(blockOf) },
  };
}

function blockOf(block: ReplBlock): Block {
  if (block.type === 'paragraph') return { type: 'paragraph', runs: block.children.map(runOf) };
  const { header = [], rows } = block;
  return { type: 'table', header: header.map(runOf), rows: rows.map((row) => row.map(runOf)) };
}

/** Colours that a product chooses would be styles inside the page, which it does not have; red alone means something. */
function runOf({ text, bold, italic, color, href }: ReplText): Run {
  return {
    text,
    isBold: bold === true,
    isItalic: italic === true,
    isRed: color !== undefined && /^#f{1,2}0{2,4}$/i.test(color),
    href: href !== undefined && /^https?:\/\//i.test(href) ? href : null,
  };
}
