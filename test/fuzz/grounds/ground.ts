import type { Described } from '../described.js';
import type { Known } from '../draw/valid.js';

/** What `{{x}}` stands for. */
export type Subject = Readonly<Record<string, string>>;

/** What a request is before somebody signs it. */
export interface Unsigned {
  readonly subject: Subject;
  readonly body: string | null;
}

/** A server with what the requests of one document are about. */
export interface Ground {
  readonly url: string;
  readonly known: Known;
  /** Names of those who may be sent to call, the right one first. */
  callersOf(operation: Described): readonly string[];
  /** The headers by which a caller shows who it is. */
  signed(caller: string, request: Unsigned): Readonly<Record<string, string>>;
  /** Something to call about that nobody else has. */
  subjectFor(operation: Described): Promise<Subject>;
  /** Whether a success has used up what it was about. */
  isUsedUp(operation: Described): boolean;
}
