import type { WireMessage } from './messages.js';

const TYPE_AND_LENGTH = 5;

/** What differs from run to run: ids, literals (passwords among them), digits that count versions of a credential apart. */
const IDS =
  /\b(?:(?:res|claim)_[\w-]{22}|(?:icfg|evt|mi)_\w{24})|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const LITERALS = /'(?:[^']|'')*'/g;

/** A text under which the same step of another run is found again. */
export function commonText(text: string): string {
  return text.replaceAll(IDS, '…').replaceAll(LITERALS, "'…'").replaceAll(/\s+/g, ' ').trim();
}

/** The statements of one connection, by what its client says: prepared ones are known by name from then on. */
export class Statements {
  readonly #prepared = new Map<string, string>();

  /** The text that these messages have run; the last one, should there be several. */
  textOf(messages: readonly WireMessage[]): string {
    return messages.reduce((text, message) => this.#read(message) ?? text, '');
  }

  #read({ type, bytes }: WireMessage): string | null {
    const [first = '', second = ''] = bytes.toString('utf8', TYPE_AND_LENGTH).split('\0', 2);
    if (type === 'Q') return first;
    if (type === 'P') this.#prepared.set(first, second);
    if (type === 'B') return this.#prepared.get(second) ?? '';
    return null;
  }
}
